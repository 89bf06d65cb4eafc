#include "ui/pages/traffic/tokens_tab.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLocale>

#include "ui/models/cost_text.h"
#include "ui/pages/traffic/why.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/charts/sparkline.h"
#include "ui/widgets/charts/split_bar.h"

namespace mgc::ui {

TokensTab::TokensTab(QWidget* parent)
    : QWidget(parent),
      m_bar(new SplitBar),
      m_facts(new QWidget),
      m_grid(new QGridLayout(m_facts)),
      m_speedBox(new QWidget),
      m_speed(new Sparkline(ColorRole::Chart4)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    m_bar->setAccessibleName(tr("Tokens of the request by kind"));
    m_bar->setMaximumWidth(px(720));
    column->addWidget(m_bar);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    column->addWidget(m_facts);
    auto* speed = new QVBoxLayout(m_speedBox);
    speed->setContentsMargins(0, 0, 0, 0);
    speed->addWidget(new Label(tr("Completion tokens over time"), TextRole::Hint, ColorRole::Muted));
    m_speed->setAccessibleName(tr("Completion tokens over time"));
    m_speed->setMaximumWidth(px(720));
    speed->addWidget(m_speed);
    column->addWidget(m_speedBox);
    column->addStretch(1);
}

void TokensTab::setDetail(const management::RequestDetail& detail) {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto& row = detail.row;
    const QLocale locale;
    const qint64 fresh = std::max<qint64>(0, row.promptTokens - row.cachedTokens);
    const qint64 total = row.promptTokens + row.completionTokens;
    QVector<SplitBar::Part> parts{{tr("prompt"), fresh, ColorRole::Chart1}};
    if (row.cachedTokens > 0) parts.push_back({tr("cached"), row.cachedTokens, ColorRole::Chart5});
    parts.push_back({tr("completion"), row.completionTokens, ColorRole::Chart4});
    m_bar->setParts(parts, std::max<qint64>(1, total), total == 1 ? tr("1 token") : tr("%1 tokens").arg(locale.toString(total)));
    int line = 0;
    const auto fact = [&](const QString& name, const QString& value) {
        if (value.isEmpty()) return;
        m_grid->setRowMinimumHeight(line, px(20));
        m_grid->addWidget(new Label(name, TextRole::Body, ColorRole::Muted), line, 0);
        m_grid->addWidget(new Label(value, TextRole::Body), line++, 1);
    };
    fact(tr("Cost"), costTip(row));
    fact(tr("Left for the caller this minute"), responseHeader(detail, "x-ratelimit-remaining-tokens"));
    fact(tr("Left in the quota"), responseHeader(detail, "x-ratelimit-remaining-quota-tokens"));
    fact(tr("Limit"), responseHeader(detail, "x-ratelimit-limit-tokens"));
    for (const auto& step : detail.steps)
        if (step.policy.find("token") != std::string::npos && !step.detail.empty())
            fact(QString::fromStdString(step.policy), QString::fromStdString(step.detail));
    const double streaming = row.totalMs - row.timeToFirstTokenMs;
    if (row.stream && row.completionTokens > 1 && streaming > 0 && row.timeToFirstTokenMs > 0)
        fact(tr("Speed"), tr("%1 tokens per second after the first")
                              .arg(locale.toString(static_cast<double>(row.completionTokens - 1) / streaming * 1000, 'f', 0)));
    QVector<QPointF> points;
    for (const auto& chunk : detail.chunks) points.push_back({chunk.offsetMs, static_cast<double>(chunk.tokensSoFar)});
    m_speedBox->setVisible(points.size() > 2);
    m_speed->setPoints(points);
}

}  // namespace mgc::ui
