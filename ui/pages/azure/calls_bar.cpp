#include "ui/pages/azure/calls_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>

#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {
constexpr int keptLines = 500;
}

CallsBar::CallsBar(QWidget* parent) : Surface(ColorRole::Bg, parent) {
    setEdges(Qt::TopEdge);
    auto* column = plainLayout<QVBoxLayout>(this);
    auto* row = plainLayout<QHBoxLayout>();
    setMargins(row, 24, 4, 24, 4);
    setSpacing(row, 10);
    row->addWidget(new Label(tr("What was called"), TextRole::DockTitle, ColorRole::Text, this));
    m_last = new Label(tr("nothing yet"), TextRole::CodeSmall, ColorRole::Muted, this);
    m_last->setElide(Qt::ElideMiddle);
    row->addWidget(m_last, 1);
    m_count = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_copy = new Button(tr("Copy as az"), QStringLiteral("copy"), ButtonKind::Ghost, this);
    m_copy->setAccessibleName(tr("Copy the calls as az"));
    m_copy->setEnabled(false);
    m_toggle = new Button(tr("Show"), QStringLiteral("list_bar_tree"), ButtonKind::Ghost, this);
    m_toggle->setAccessibleName(tr("Show the calls"));
    m_toggle->setCheckable(true);
    for (QWidget* each : {static_cast<QWidget*>(m_count), static_cast<QWidget*>(m_copy), static_cast<QWidget*>(m_toggle)})
        row->addWidget(each);
    column->addLayout(row);
    m_lines = new QPlainTextEdit(this);
    m_lines->setObjectName(QStringLiteral("azureCalls"));
    m_lines->setAccessibleName(tr("Calls to Azure, each as az rest"));
    m_lines->setReadOnly(true);
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setMaximumBlockCount(keptLines);
    m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_lines->setFont(Theme::instance().font(TextRole::CodeSmall));
    setFixedHeightScaled(m_lines, 180);
    m_lines->hide();
    column->addWidget(m_lines);
    connect(m_toggle, &QPushButton::toggled, this, [this](bool on) {
        m_lines->setVisible(on);
        m_toggle->setText(on ? tr("Hide") : tr("Show"));
        m_toggle->setAccessibleName(on ? tr("Hide the calls") : tr("Show the calls"));
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_lines->toPlainText()); });
}

void CallsBar::add(const QString& method, const QString& url, int status, const QString& azRest) {
    ++m_calls;
    m_lines->appendPlainText(azRest);
    m_last->setText(tr("%1 %2  %3").arg(status == 0 ? tr("no answer") : QString::number(status), method, url));
    m_count->setText(tr("%n call(s)", nullptr, m_calls));
    m_copy->setEnabled(true);
}

}  // namespace mgc::ui
