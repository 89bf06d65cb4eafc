#pragma once
#include <QVector>
#include <QWidget>

#include "management/messages.h"

class QLabel;
class QTreeWidget;

namespace mgc::ui {

class ChoiceBar;
class CodeView;

/// One side of the exchange: a table of headers and the body. With backend calls, a switch shows what went to and came from them too.
class MessageTab : public QWidget {
    Q_OBJECT
public:
    enum class Side { Request, Response };
    explicit MessageTab(Side side, QWidget* parent = nullptr);
    void setDetail(const management::RequestDetail& detail);

private:
    void show(int index);

    Side m_side;
    ChoiceBar* m_choice = nullptr;
    QWidget* m_bar;
    QTreeWidget* m_headers;
    QLabel* m_bodyTitle;
    CodeView* m_body;
    QVector<management::Message> m_messages;
};

}  // namespace mgc::ui
