#include "ui/widgets/basic/messages.h"

#include <QPainter>

#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

QString iconOf(paint::Tone tone) {
    switch (tone) {
        case paint::Tone::Ok:
            return QStringLiteral("checkmark_circle");
        case paint::Tone::Warn:
            return QStringLiteral("warning");
        case paint::Tone::Err:
            return QStringLiteral("error_circle");
        default:
            return QStringLiteral("info");
    }
}

}  // namespace

EmptyState::EmptyState(const QString& icon, const QString& title, const QString& reason, QWidget* parent) : QWidget(parent) {
    auto* outer = plainLayout<QVBoxLayout>(this);
    setMargins(outer, 24, 24, 24, 24);
    auto* row = plainLayout<QHBoxLayout>();
    outer->addLayout(row);
    outer->addStretch(1);
    setSpacing(row, 12);
    auto* picture = new IconView(icon, 20, ColorRole::Muted, this);
    row->addWidget(picture, 0, Qt::AlignTop);
    m_column = plainLayout<QVBoxLayout>();
    setSpacing(m_column, 4);
    m_title = new Label(title, TextRole::SectionTitle, ColorRole::Text, this);
    m_reason = new Label(reason, TextRole::Body, ColorRole::Muted, this);
    m_reason->setWordWrap(true);
    m_reason->setMaximumWidth(640);
    m_column->addWidget(m_title);
    m_column->addWidget(m_reason);
    row->addLayout(m_column, 100);
    row->addStretch(1);  // takes what the words cannot
}

void EmptyState::setText(const QString& title, const QString& reason) {
    m_title->setText(title);
    m_reason->setText(reason);
}

Button* EmptyState::setAction(const QString& text, const QString& icon, std::function<void()> run) {
    delete m_action;
    m_action = new Button(text, icon, ButtonKind::Normal, this);
    connect(m_action, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    auto* holder = plainLayout<QHBoxLayout>();
    setMargins(holder, 0, 8, 0, 0);
    holder->addWidget(m_action);
    holder->addStretch();
    m_column->addLayout(holder);
    return m_action;
}

Banner::Banner(QWidget* parent) : QWidget(parent) {
    m_row = plainLayout<QHBoxLayout>(this);
    setMargins(m_row, 12, 6, 8, 6);
    setSpacing(m_row, 10);
    m_icon = new IconView(QStringLiteral("info"), 16, ColorRole::Info, this, true);
    m_text = new Label({}, TextRole::Body, ColorRole::Text, this);
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_row->addWidget(m_icon, 0, Qt::AlignVCenter);
    m_row->addWidget(m_text, 1);
    m_dismiss = new IconButton(QStringLiteral("dismiss"), tr("Dismiss the notice"), this);
    connect(static_cast<IconButton*>(m_dismiss), &QToolButton::clicked, this, &QWidget::hide);
    m_dismiss->hide();
    m_row->addWidget(m_dismiss);
    hide();
}

void Banner::show(paint::Tone tone, const QString& clause, const QString& rest) {
    m_tone = tone;
    m_icon->setIcon(iconOf(tone), paint::textRole(tone), true);
    m_text->setText(QStringLiteral("<b>%1</b> %2").arg(clause.toHtmlEscaped(), rest.toHtmlEscaped()));
    m_text->setAccessibleName(rest.isEmpty() ? clause : clause + QLatin1Char(' ') + rest);
    QWidget::show();
    update();
}

void Banner::setAction(const QString& text, std::function<void()> run) {
    delete m_action;
    m_action = nullptr;
    if (text.isEmpty()) return;
    m_action = new Button(text, {}, ButtonKind::Ghost, this);
    connect(m_action, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    m_row->insertWidget(2, m_action);
}

void Banner::setDismissible(bool on) { m_dismiss->setVisible(on); }

void Banner::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool edged = Theme::instance().variant() == ThemeVariant::HighContrast;
    paint::box(painter, rect(), themeColor(paint::tintRole(m_tone)), edged ? themeColor(paint::textRole(m_tone)) : QColor(), px(6));
}

}  // namespace mgc::ui
