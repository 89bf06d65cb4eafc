#pragma once
#include <QFrame>

class QLabel;

namespace mgc::ui {

/// The overloads of the call a caret stands in, above the line. Takes no focus.
class SignatureTip : public QFrame {
    Q_OBJECT
public:
    explicit SignatureTip(QWidget* parent);
    /// Shows rich text above (or, without room, below) the caret's rectangle in the parent; empty text hides.
    void show(const QString& text, const QRect& caret);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_label;
};

}  // namespace mgc::ui
