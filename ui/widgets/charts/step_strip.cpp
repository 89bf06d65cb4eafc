#include "ui/widgets/charts/step_strip.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {

constexpr qsizetype maxBlocks = 24;

QString milliseconds(double value) { return QLocale().toString(value, 'f', value < 10 ? 2 : 0); }

/// "llm-token-limit" reads "token limit" on a block; the tip keeps the element's name.
QString shortName(const std::string& policy) {
    QString name = QString::fromStdString(policy);
    for (const char* prefix : {"azure-openai-", "llm-", "set-backend-service"}) {
        if (QLatin1String(prefix) == QLatin1String("set-backend-service")) {
            if (name == QLatin1String(prefix)) return QStringLiteral("pool");
        } else if (name.startsWith(QLatin1String(prefix))) {
            name.remove(0, static_cast<qsizetype>(qstrlen(prefix)));
        }
    }
    return name.replace(u'-', u' ');
}

}  // namespace

StepStrip::StepStrip(QWidget* parent) : QWidget(parent) {
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize StepStrip::sizeHint() const { return {px(600), px(24)}; }
QSize StepStrip::minimumSizeHint() const { return {px(160), px(24)}; }

void StepStrip::setBlocks(const QVector<Block>& blocks) {
    m_blocks = blocks.mid(0, maxBlocks);
    QStringList words;
    for (const Block& block : m_blocks) words << tr("%1 %2 ms").arg(block.text, milliseconds(block.milliseconds));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

QVector<double> StepStrip::widths() const {
    const QFontMetrics metrics(Theme::instance().font(TextRole::Caption));
    QVector<double> wide;
    double fixed = 0;
    double time = 0;
    for (const Block& block : m_blocks) {
        wide.push_back(metrics.horizontalAdvance(block.text) + px(18));
        fixed += wide.back() + px(2);
        time += block.milliseconds;
    }
    const double room = width() - fixed;
    for (qsizetype i = 0; i < wide.size(); ++i) {
        if (room > 0 && time > 0) {
            wide[i] += room * m_blocks[i].milliseconds / time;
        } else if (fixed > 0) {
            wide[i] *= width() / fixed;
        }
    }
    return wide;
}

void StepStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto wide = widths();
    double x = 0;
    for (qsizetype i = 0; i < m_blocks.size(); ++i) {
        const QRectF box(std::round(x), 0, std::round(x + wide[i]) - std::round(x), height());
        paint::box(painter, box, themeColor(m_blocks[i].ground), QColor(), px(3));
        paint::text(painter, box.adjusted(px(8), 0, -px(4), 0).toRect(), m_blocks[i].text, TextRole::Caption, m_blocks[i].ink);
        x += wide[i] + px(2);
    }
}

bool StepStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto wide = widths();
    double x = 0;
    for (qsizetype i = 0; i < m_blocks.size(); ++i) {
        x += wide[i] + px(2);
        if (help->pos().x() >= x) continue;
        QToolTip::showText(help->globalPos(), m_blocks[i].tip.isEmpty() ? m_blocks[i].text : m_blocks[i].tip, this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

QVector<StepStrip::Block> stepBlocks(const management::RequestDetail& detail) {
    QVector<StepStrip::Block> blocks;
    const auto policies = [&](const std::string& section, ColorRole ink, ColorRole ground) {
        for (const management::StepRecord& step : detail.steps) {
            if (step.section != section || step.outcome == "skipped") continue;
            StepStrip::Block block;
            block.text = shortName(step.policy);
            block.milliseconds = step.durationMs;
            block.ink = step.outcome == "failed" || step.outcome == "responded" ? ColorRole::Warn : ink;
            block.ground = step.outcome == "failed" || step.outcome == "responded" ? ColorRole::WarnTint : ground;
            block.tip = StepStrip::tr("%1: %2 ms. %3")
                            .arg(QString::fromStdString(step.policy), milliseconds(step.durationMs), QString::fromStdString(step.detail));
            blocks.push_back(block);
        }
    };
    policies("inbound", ColorRole::LaneInbound, ColorRole::LaneInboundTint);
    if (!detail.backendCalls.empty()) {
        double begin = detail.backendCalls.front().startMs;
        double end = begin;
        for (const auto& call : detail.backendCalls) end = std::max(end, call.startMs + call.durationMs);
        const double first = detail.row.timeToFirstTokenMs;
        StepStrip::Block block;
        block.ink = ColorRole::LaneBackend;
        block.ground = ColorRole::LaneBackendTint;
        if (first > begin && detail.row.stream) {
            block.text = StepStrip::tr("first token %1 ms").arg(milliseconds(first));
            block.milliseconds = first - begin;
            blocks.push_back(block);
            block.text = StepStrip::tr("streaming %n token(s)", nullptr, static_cast<int>(detail.row.completionTokens));
            block.milliseconds = std::max(0.0, end - first);
            blocks.push_back(block);
        } else {
            block.text = StepStrip::tr("backend %1 ms").arg(milliseconds(end - begin));
            block.milliseconds = end - begin;
            blocks.push_back(block);
        }
    }
    policies("outbound", ColorRole::LaneOutbound, ColorRole::LaneOutboundTint);
    policies("on-error", ColorRole::LaneOnError, ColorRole::LaneOnErrorTint);
    return blocks;
}

}  // namespace mgc::ui
