#pragma once
#include <QObject>
#include <QString>
#include <QVector>
#include <memory>
#include <string>

namespace mgc::ui {

/// What the running gateway says about open documents: the recorded request that expressions are shown a value for (the last one, or
/// one that the author has chosen), and what limits have used up.
class LiveContext : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// `json`: as `model-gateway eval` reads contexts. `name`: "request #61".
    void set(std::string json, const QString& name) {
        m_json = std::make_shared<const std::string>(std::move(json));
        m_name = name;
        emit changed();
    }
    /// Null while no request was recorded.
    [[nodiscard]] std::shared_ptr<const std::string> json() const { return m_json; }
    [[nodiscard]] QString name() const { return m_name; }

    /// What a key of a limit policy has used up, as the gateway counts it.
    struct Limit {
        QString policy, key;
        qint64 used = 0, limit = 0;
        friend bool operator==(const Limit&, const Limit&) = default;
    };
    void setLimits(QVector<Limit> limits) {
        if (limits == m_limits) return;
        m_limits = std::move(limits);
        emit limitsChanged();
    }
    [[nodiscard]] const QVector<Limit>& limits() const { return m_limits; }

signals:
    void changed();
    void limitsChanged();

private:
    std::shared_ptr<const std::string> m_json;
    QString m_name;
    QVector<Limit> m_limits;
};

}  // namespace mgc::ui
