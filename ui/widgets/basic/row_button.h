#pragma once
#include <QAbstractButton>

#include "ui/theme/paint.h"

namespace mgc::ui {

/// A row of a card that acts as one button: mark at the left (an icon, a number or a tick), two lines, something at the right.
/// Its accessible name is title and detail.
class RowButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit RowButton(QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& detail);
    void setIconMark(const QString& icon);
    void setNumberMark(int number);
    void setDone(bool done);
    [[nodiscard]] bool isDone() const { return m_done; }
    void setTrailing(const QString& text) { m_trailing = text; }
    void setKeyCap(const QString& keys) { m_keys = keys; }
    void setArrow(bool on) { m_arrow = on; }
    void setTopLine(bool on) { m_topLine = on; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title, m_detail, m_icon, m_trailing, m_keys;
    int m_number = 0;
    bool m_done = false, m_arrow = false, m_topLine = true;
};

}  // namespace mgc::ui
