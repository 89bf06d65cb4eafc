#pragma once
#include <QObject>
#include <QVariant>

class QDBusVariant;

namespace mgc::ui {

/// Tells Theme what the desktop prefers and follows it live: the portal `org.freedesktop.portal.Settings` (namespace
/// org.freedesktop.appearance, key color-scheme: 0 no preference, 1 dark, 2 light) over the session bus; without a portal, the
/// lightness of the desktop palette that the application started with. Qt 6.4 has no QStyleHints::colorScheme.
class SystemScheme : public QObject {
    Q_OBJECT
public:
    /// To be made before the theme's palette is set, as the fallback reads the desktop's own one. Asks without blocking.
    explicit SystemScheme(QObject* parent = nullptr);

private slots:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask();
    void take(const QVariant& value);
};

}  // namespace mgc::ui
