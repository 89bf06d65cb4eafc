#pragma once
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

class Label;
class PolicyFile;
struct PageContext;

/// What a document's policies are run for: method and address of its operation, and how the last request went.
class RequestLine : public Surface {
    Q_OBJECT
public:
    RequestLine(PageContext& context, QWidget* parent);
    void show(const PolicyFile* file);

private:
    PageContext& m_context;
    Chip *m_method, *m_status;
    Label *m_address, *m_last, *m_time;
};

}  // namespace mgc::ui
