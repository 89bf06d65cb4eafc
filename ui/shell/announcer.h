#pragma once
#include <QElapsedTimer>
#include <QLabel>
#include <QTimer>

namespace mgc::ui {

/// Says things to screen readers. Qt 6.4 has no announcement events, so a label nobody sees gets the words as its name and raises
/// an alert. At most one in 3 s; the newest waits, older ones are dropped.
class Announcer : public QLabel {
    Q_OBJECT
public:
    explicit Announcer(QWidget* parent);
    void say(const QString& words);

private:
    void raiseNow();

    QString m_waiting;
    QElapsedTimer m_last;
    QTimer m_timer;
};

}  // namespace mgc::ui
