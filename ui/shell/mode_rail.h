#pragma once
#include <QAbstractButton>
#include <QVBoxLayout>
#include <QVector>

#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

/// One mode: icon 20 over a word 11; selected on card ground with an accent bar at the outer edge; a red dot with a number for
/// things that need a person.
class ModeButton : public QAbstractButton {
    Q_OBJECT
public:
    ModeButton(const QString& icon, const QString& text, const QString& keys, QWidget* parent);
    void setCount(int count);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    int m_count = 0;
};

/// The column of modes at the left edge. Arrow keys move between them.
class ModeRail : public Surface {
    Q_OBJECT
public:
    explicit ModeRail(QWidget* parent = nullptr);
    ModeButton* addMode(const QString& id, const QString& icon, const QString& text, const QString& keys);
    /// Those at the foot (settings).
    ModeButton* addFootMode(const QString& id, const QString& icon, const QString& text, const QString& keys);
    void setCurrent(const QString& id);
    [[nodiscard]] ModeButton* button(const QString& id) const;

signals:
    void chosen(const QString& id);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    ModeButton* make(const QString& id, const QString& icon, const QString& text, const QString& keys);
    QVector<ModeButton*> m_buttons;
    QVBoxLayout* m_top;
    QVBoxLayout* m_foot;
};

}  // namespace mgc::ui
