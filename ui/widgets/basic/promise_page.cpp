#include "ui/widgets/basic/promise_page.h"

#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

PromisePage::PromisePage(const QString& title, const QString& subtitle, QWidget* parent) : QScrollArea(parent) {
    setAccessibleName(title);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    m_canvas = new Surface(ColorRole::Canvas, this);
    m_column = plainLayout<QVBoxLayout>(m_canvas);
    setMargins(m_column, 24, 16, 24, 24);
    setSpacing(m_column, 12);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 12);
    row->addWidget(new Label(title, TextRole::PageTitle, ColorRole::Text, m_canvas));
    auto* words = new Label(subtitle, TextRole::Body, ColorRole::Muted, m_canvas);
    words->setElide(Qt::ElideRight);
    row->addWidget(words, 1);
    m_column->addLayout(row);
    m_column->addStretch(1);
    setWidget(m_canvas);
}

void PromisePage::addWidget(QWidget* widget, int stretch) { m_column->insertWidget(m_column->count() - 1, widget, stretch); }

void PromisePage::addToday(const QString& heading, const QVector<Today>& rows) {
    auto* card = new Card(heading, m_canvas);
    for (const Today& today : rows) {
        card->body()->addWidget(new HairLine(Qt::Horizontal, card));
        auto* line = new QWidget(card);
        auto* row = plainLayout<QHBoxLayout>(line);
        setMargins(row, 16, 8, 16, 8);
        setSpacing(row, 12);
        row->addWidget(new IconView(today.icon, 20, ColorRole::Accent, line), 0, Qt::AlignVCenter);
        auto* texts = plainLayout<QVBoxLayout>();
        setSpacing(texts, 2);
        texts->addWidget(new Label(today.title, TextRole::BodyMedium, ColorRole::Text, line));
        auto* detail = new Label(today.detail, TextRole::Hint, ColorRole::Muted, line);
        detail->setWordWrap(true);
        texts->addWidget(detail);
        row->addLayout(texts, 1);
        if (!today.button.isEmpty()) {
            auto* button = new Button(today.button, {}, ButtonKind::Normal, line);
            connect(button, &QPushButton::clicked, this, [run = today.run] { run(); });
            row->addWidget(button, 0, Qt::AlignVCenter);
        }
        card->body()->addWidget(line);
    }
    addWidget(card);
}

void PromisePage::addLater(const QString& heading, const QVector<QPair<QString, QString>>& rows) {
    auto* card = new Card(heading, m_canvas);
    card->header()->addWidget(new Chip({{}, tr("not built yet"), paint::Tone::Neutral}, card));
    card->header()->addStretch();
    for (const auto& [title, detail] : rows) {
        auto* line = new QWidget(card);
        auto* row = plainLayout<QHBoxLayout>(line);
        setMargins(row, 16, 0, 16, 10);
        setSpacing(row, 12);
        auto* name = new Label(title, TextRole::BodyMedium, ColorRole::Muted, line);
        setFixedWidthScaled(name, 200);
        row->addWidget(name, 0, Qt::AlignTop);
        auto* words = new Label(detail, TextRole::Body, ColorRole::Muted, line);
        words->setWordWrap(true);
        row->addWidget(words, 1);
        card->body()->addWidget(line);
    }
    addWidget(card);
}

}  // namespace mgc::ui
