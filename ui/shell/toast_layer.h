#pragma once
#include <QTimer>
#include <QVector>
#include <QWidget>
#include <functional>

#include "ui/theme/paint.h"

namespace mgc::ui {

struct ToastLink {
    QString text;
    std::function<void()> run;
};

/// A message at the bottom right: icon, one sentence, up to two links. 6 s, longer while hovered or focused.
class Toast : public QWidget {
    Q_OBJECT
public:
    Toast(paint::Tone tone, const QString& text, const QVector<ToastLink>& links, QWidget* parent);

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QTimer m_timer;
};

/// Places the toasts above the status bar at the right, or as near to it as they cover no control; at most two at once, the oldest goes
/// first.
class ToastLayer : public QObject {
    Q_OBJECT
public:
    explicit ToastLayer(QWidget* window);
    void show(paint::Tone tone, const QString& text, const QVector<ToastLink>& links = {});
    void place();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_window;
    QVector<Toast*> m_toasts;
    QTimer m_watch;  ///< runs while a message is shown
};

}  // namespace mgc::ui
