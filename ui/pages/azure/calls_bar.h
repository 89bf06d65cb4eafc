#pragma once
#include "ui/widgets/basic/surfaces.h"

class QPlainTextEdit;

namespace mgc::ui {

class Button;
class Label;

/// What was called: the last call in one line, all of them as lines for the Azure CLI when it is opened. Keeps 500.
class CallsBar : public Surface {
    Q_OBJECT
public:
    explicit CallsBar(QWidget* parent);
    void add(const QString& method, const QString& url, int status, const QString& azRest);

private:
    QPlainTextEdit* m_lines;
    Label* m_last;
    Label* m_count;
    Button* m_toggle;
    Button* m_copy;
    int m_calls = 0;
};

}  // namespace mgc::ui
