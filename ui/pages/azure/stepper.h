#pragma once
#include <QAbstractButton>
#include <QVector>

#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

/// One step: a circle with its number or a tick, its name, what has come of it; the current one is underlined.
class StepButton : public QAbstractButton {
    Q_OBJECT
public:
    StepButton(int number, const QString& title, QWidget* parent);
    void setState(const QString& state, bool done);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void name();

    int m_number;
    QString m_title, m_state;
    bool m_done = false;
};

/// The steps of the Azure page in a row.
class Stepper : public Surface {
    Q_OBJECT
public:
    Stepper(const QStringList& titles, QWidget* parent);
    void setCurrent(int step);
    void setState(int step, const QString& state, bool done) { m_buttons[step]->setState(state, done); }

signals:
    void chosen(int step);

private:
    QVector<StepButton*> m_buttons;
    bool m_quiet = false;  ///< while the page itself chooses
};

}  // namespace mgc::ui
