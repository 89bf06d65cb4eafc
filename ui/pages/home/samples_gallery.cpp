#include "ui/pages/home/samples_gallery.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/recents.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int filterFrom = 5;

}  // namespace

SampleCard::SampleCard(const QString& title, const QString& summary, QVector<paint::ChipSpec> chips, paint::ChipSpec state, QWidget* parent)
    : QAbstractButton(parent), m_title(title), m_summary(summary), m_chips(std::move(chips)), m_state(std::move(state)) {
    setAccessibleName(tr("%1: %2").arg(title, summary));
    setToolTip(summary);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SampleCard::sizeHint() const { return {px(240), px(108)}; }

void SampleCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint::box(painter, rect(), themeColor(underMouse() ? ColorRole::Hover : ColorRole::Card),
               themeColor(underMouse() ? ColorRole::Line2 : ColorRole::Line), px(6));
    if (hasFocus()) paint::focusRing(painter, rect(), px(6));
    const int left = px(12);
    paint::text(painter, QRect(left, px(12), width() - 2 * left, px(20)), m_title, TextRole::BodyMedium, ColorRole::Text);
    paint::text(painter, QRect(left, px(42), width() - 2 * left, px(20)), m_summary, TextRole::Hint, ColorRole::Muted);
    int right = width() - left;
    const QRect row(0, height() - px(36), width(), px(24));
    if (!m_state.text.isEmpty()) {
        const QSize size = paint::chipSize(m_state);
        right -= size.width();
        paint::chip(painter, QRect(right, row.y(), size.width(), row.height()), m_state);
        right -= px(8);
    }
    int x = left;
    for (const auto& chip : m_chips) {
        const int width = paint::chipSize(chip).width();
        if (x + width > right) break;
        paint::chip(painter, QRect(x, row.y(), width, row.height()), chip);
        x += width + px(6);
    }
}

SamplesGallery::SamplesGallery(PageContext& context, QWidget* parent) : QWidget(parent), m_context(context), m_samples(samples()) {
    setObjectName(QStringLiteral("samples"));
    auto* column = plainLayout<QVBoxLayout>(this);
    auto* top = new QWidget(this);
    setFixedHeightScaled(top, 36);
    auto* header = plainLayout<QHBoxLayout>(top);
    setMargins(header, 0, 0, 0, 8);
    setSpacing(header, 8);
    header->addWidget(new Label(tr("Samples"), TextRole::SectionTitle, ColorRole::Text, top));
    m_count = new Label({}, TextRole::Body, ColorRole::Muted, top);
    header->addWidget(m_count);
    header->addStretch();
    m_filter = new QLineEdit(top);
    m_filter->setPlaceholderText(tr("Filter samples"));
    m_filter->setAccessibleName(tr("Filter samples"));
    m_filter->addAction(icons::get(QStringLiteral("filter"), ColorRole::Muted), QLineEdit::LeadingPosition);
    m_filter->setVisible(m_samples.size() >= filterFrom);
    setFixedWidthScaled(m_filter, 168);
    header->addWidget(m_filter);
    column->addWidget(top);
    m_grid = plainLayout<QGridLayout>();
    setSpacing(m_grid, 8);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
    column->addLayout(m_grid);
    column->addStretch();
    connect(m_filter, &QLineEdit::textChanged, this, &SamplesGallery::fill);
    fill();
}

void SamplesGallery::fill() {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QString wanted = m_filter->text().trimmed();
    int at = 0;
    const auto place = [&](SampleCard* card) {
        m_grid->addWidget(card, at / 2, at % 2);
        ++at;
    };
    int shown = 0;
    for (const Sample& sample : m_samples) {
        const QString hay = sample.title + sample.summary + sample.policies.join(QLatin1Char(' '));
        if (!wanted.isEmpty() && !hay.contains(wanted, Qt::CaseInsensitive)) continue;
        QVector<paint::ChipSpec> chips;
        for (const QString& policy : sample.policies) chips.push_back({{}, policy, paint::Tone::Neutral, true});
        auto* card = new SampleCard(sample.title, sample.summary, chips, {QStringLiteral("checkmark"), tr("Local"), paint::Tone::Ok}, this);
        connect(card, &QAbstractButton::clicked, this, [this, sample] { open(sample); });
        place(card);
        ++shown;
    }
    m_count->setText(m_samples.isEmpty() ? tr("none came with this build") : tr("%n found, all run without Azure", nullptr, shown));
    if (!wanted.isEmpty()) return;
    auto* folder = new SampleCard(tr("Your own workspace"), tr("Open a folder in the APIOps layout."),
                                  {{{}, QStringLiteral("apis/*/policy.xml"), paint::Tone::Neutral, true}}, {}, this);
    connect(folder, &QAbstractButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("workspace.open")); });
    place(folder);
    auto* fresh = new SampleCard(tr("Fresh starter"), tr("A new copy of the starter to try things in."),
                                 {{{}, QStringLiteral("starter"), paint::Tone::Neutral, true}},
                                 {QStringLiteral("checkmark"), tr("Local"), paint::Tone::Ok}, this);
    connect(fresh, &QAbstractButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("workspace.new")); });
    place(fresh);
}

void SamplesGallery::open(const Sample& sample) {
    const auto folder = copySample(sample.name);
    if (!folder) {
        m_count->setText(QString::fromStdString(folder.error().message));
        return;
    }
    m_context.recents.add(*folder);
    m_context.gateway.openWorkspace(*folder);
}

}  // namespace mgc::ui
