#pragma once
#include <QWidget>

#include "management/messages.h"

class QTreeWidget;

namespace mgc::ui {

class Banner;

/// Each chunk of a streamed answer with its arrival time, and the stream's faults against the protocol.
class StreamTab : public QWidget {
    Q_OBJECT
public:
    explicit StreamTab(QWidget* parent = nullptr);
    void setDetail(const management::RequestDetail& detail);

private:
    Banner* m_faults;
    QTreeWidget* m_list;
};

}  // namespace mgc::ui
