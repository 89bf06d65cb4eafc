#pragma once
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QTimer>

#include "ui/settings/setting.h"

namespace mgc::ui {

/// The settings file: JSON on disk, written whole (temporary file and rename) shortly after a change. Members it does not know
/// survive. A file that is no JSON is kept beside as `<name>.unreadable` and reported, never overwritten silently.
class SettingsStore : public QObject {
    Q_OBJECT
public:
    /// `path` empty: nothing is read or written (tests).
    explicit SettingsStore(QString path, QObject* parent = nullptr);
    ~SettingsStore() override;

    /// `$XDG_CONFIG_HOME/model-gateway/console.json`.
    [[nodiscard]] static QString defaultPath();

    template <class T>
    [[nodiscard]] T get(const Setting<T>& setting) const {
        const QVariant stored = value(QLatin1String(setting.key));
        return stored.isValid() && stored.canConvert<T>() ? stored.value<T>() : setting.fallback;
    }
    template <class T>
    void set(const Setting<T>& setting, const T& to) {
        setValue(QLatin1String(setting.key), QVariant(to));
    }

    /// Invalid where the file does not set the key.
    [[nodiscard]] QVariant value(const QString& key) const;
    void setValue(const QString& key, const QVariant& to);
    /// Back to the default.
    void reset(const QString& key);
    [[nodiscard]] bool isSet(const QString& key) const { return value(key).isValid(); }

    /// State of the window that is no setting (geometry, recents): the same file's `state` member.
    [[nodiscard]] QJsonValue state(const QString& name) const;
    void setState(const QString& name, const QJsonValue& to);

    /// Writes now what waits to be written; false with lastError() where it cannot.
    bool flush();
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString lastError() const { return m_lastError; }

signals:
    void changed(const QString& key);

private:
    void load();

    QString m_path;
    QJsonObject m_root;
    QTimer m_save;
    QString m_lastError;
};

}  // namespace mgc::ui
