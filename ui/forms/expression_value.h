#pragma once
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>
#include <memory>
#include <string>

namespace mgc::ui {

/// What an expression gives for a recorded request.
struct ExpressionValue {
    bool ok = false;
    QString type;  ///< "string"; of an error the .NET exception's name, or the compiler's code
    QString text;  ///< the value as JSON, shortened; of an error its message
    int line = 0, column = 0;
};
/// Compiles and evaluates; with bounds of its own on steps and memory. Safe from any thread.
[[nodiscard]] ExpressionValue evaluate(const std::string& expression, const std::string& context);

/// Evaluates on another thread, soon after the last wish; the newest wish wins.
class ExpressionRunner : public QObject {
    Q_OBJECT
public:
    explicit ExpressionRunner(QObject* parent);
    /// A null context or a text that is no expression gives no answer.
    void run(const QString& expression, std::shared_ptr<const std::string> context);
    static constexpr int delayMs = 200;

signals:
    void evaluated(const mgc::ui::ExpressionValue& value);

private:
    void start();

    std::string m_expression;
    std::shared_ptr<const std::string> m_context;
    QTimer m_soon;
    quint64 m_wish = 0;
};

}  // namespace mgc::ui
