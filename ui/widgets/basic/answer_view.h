#pragma once
#include <QTextEdit>

#include "ui/theme/theme.h"

namespace mgc::ui {

/// Read-only text of an answer on sunken ground, 14/24, with a block at its end while it streams. At most 1 MiB is shown.
class AnswerView : public QTextEdit {
    Q_OBJECT
public:
    explicit AnswerView(const QString& accessibleName, QWidget* parent = nullptr);

    void clearAnswer();
    void append(const QString& text);
    /// Replaces the text; `color` tells a refusal or failure from an answer.
    void setAnswer(const QString& text, ColorRole color = ColorRole::Text);
    void setStreaming(bool on);
    void setHint(const QString& text) { setPlaceholderText(text); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void format();

    bool m_streaming = false;
    ColorRole m_color = ColorRole::Text;
};

}  // namespace mgc::ui
