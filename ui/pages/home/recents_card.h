#pragma once
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

struct PageContext;

/// The workspaces opened last.
class RecentsCard : public Card {
    Q_OBJECT
public:
    RecentsCard(PageContext& context, QWidget* parent);

private:
    void fill();

    PageContext& m_context;
    QVBoxLayout* m_rows;
};

}  // namespace mgc::ui
