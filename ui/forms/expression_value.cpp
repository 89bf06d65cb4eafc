#include "ui/forms/expression_value.h"

#include <QCoreApplication>
#include <QThreadPool>

#include "expression/expression.h"
#include "expression/host/case_context.h"
#include "expression/value.h"
#include "ui/documents/text.h"

namespace mgc::ui {

namespace {

constexpr qsizetype longestShown = 4000;

ExpressionValue failed(const std::string& kind, const std::string& message, const SourceRange& range) {
    return {false, toText(kind), toText(message), static_cast<int>(range.begin.line), static_cast<int>(range.begin.column)};
}

}  // namespace

ExpressionValue evaluate(const std::string& expression, const std::string& context) {
    Diagnostics diagnostics;
    const SourceRange origin{{}, {1, 1, 0}, {1, 1, 0}};
    const auto compiled = expression::compile(expression, origin, diagnostics);
    if (!compiled) {
        for (const auto& diagnostic : diagnostics.all())
            if (diagnostic.severity == Severity::Error) return failed(diagnostic.code, diagnostic.message, diagnostic.range);
        return {};
    }
    const auto made = expression::CaseContext::parse(context);
    if (!made) return failed(made.error().code, made.error().message, {});
    const auto result = compiled->evaluate((*made)->context(expression));
    if (!result) return failed(result.error().code, result.error().message, result.error().range);
    QString text = QString::fromStdString(result->toJsonText());
    if (text.size() > longestShown) text = text.left(longestShown) + QChar(0x2026);
    return {true, toText(result->typeName()), text, 0, 0};
}

ExpressionRunner::ExpressionRunner(QObject* parent) : QObject(parent) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(delayMs);
    connect(&m_soon, &QTimer::timeout, this, &ExpressionRunner::start);
}

void ExpressionRunner::run(const QString& expression, std::shared_ptr<const std::string> context) {
    m_expression = expression.toStdString();
    m_context = std::move(context);
    ++m_wish;
    if (m_context && expression.trimmed().startsWith(QLatin1Char('@')))
        m_soon.start();
    else
        m_soon.stop();
}

void ExpressionRunner::start() {
    QThreadPool::globalInstance()->start(
        [self = QPointer<ExpressionRunner>(this), wish = m_wish, expression = m_expression, context = m_context] {
            ExpressionValue value = evaluate(expression, *context);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, wish, value = std::move(value)] {
                    if (self && self->m_wish == wish) emit self->evaluated(value);
                },
                Qt::QueuedConnection);
        });
}

}  // namespace mgc::ui
