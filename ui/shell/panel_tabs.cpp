#include "ui/shell/panel_tabs.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/session/gateway_session.h"
#include "ui/session/prompt_session.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/charts/split_bar.h"

namespace mgc::ui {

namespace {

constexpr int iconRole = Qt::UserRole + 1;
constexpr int colorRole = Qt::UserRole + 2;
constexpr int codeRole = Qt::UserRole + 3;
constexpr int numberRole = Qt::UserRole + 4;

/// One-line cells with an icon, a colour role, code or numbers; hairline under each row.
class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (option.state.testFlag(QStyle::State_Selected)) painter->fillRect(option.rect, themeColor(ColorRole::Sel));
        paint::horizontalLine(*painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(), themeColor(ColorRole::Line));
        QRect rect = option.rect.adjusted(px(8), 0, -px(8), -1);
        const QVariant role = index.data(colorRole);
        const auto color = role.isValid() ? static_cast<ColorRole>(role.toInt()) : ColorRole::Text;
        if (const QString icon = index.data(iconRole).toString(); !icon.isEmpty()) {
            const bool filled = icons::exists(icon, icons::Style::Filled);
            icons::paint(*painter, QRect(rect.x(), rect.y(), px(16), rect.height()), icon, px(16), color,
                         filled ? icons::Style::Filled : icons::Style::Regular);
            rect.setLeft(rect.x() + px(24));
        }
        const QString text = index.data(Qt::DisplayRole).toString();
        if (index.data(numberRole).toBool())
            paint::tabular(*painter, rect, text, Theme::instance().font(TextRole::Body), themeColor(color));
        else
            paint::text(*painter, rect, text, index.data(codeRole).toBool() ? TextRole::CodeSmall : TextRole::Body,
                        index.data(iconRole).isValid() ? ColorRole::Text : color);
    }
};

QTableView* table(QStandardItemModel* model, const QString& name, QWidget* parent) {
    auto* view = new QTableView(parent);
    view->setAccessibleName(name);
    view->setModel(model);
    view->setItemDelegate(new CellDelegate(view));
    view->setFrameShape(QFrame::NoFrame);
    view->setShowGrid(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(Theme::instance().metric(Metric::TableRow));
    view->verticalHeader()->setMinimumSectionSize(Theme::instance().metric(Metric::TableRow));
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setAccessibleName(QObject::tr("Columns of %1").arg(name));
    return view;
}

QStandardItem* cell(const QString& text, ColorRole color = ColorRole::Text) {
    auto* item = new QStandardItem(text);
    item->setData(static_cast<int>(color), colorRole);
    item->setToolTip(text);
    return item;
}

}  // namespace

TraceTab::TraceTab(PageContext& context, QWidget* parent)
    : QStackedWidget(parent), m_context(context), m_model(new QStandardItemModel(this)) {
    addWidget(new EmptyState(QStringLiteral("list_bar_tree"), tr("No trace yet"),
                             tr("Send a prompt (Ctrl+Enter): what each policy did to it is listed here."), this));
    auto* page = new QWidget(this);
    auto* column = plainLayout<QVBoxLayout>(page);
    m_title = new Label({}, TextRole::BodyMedium, ColorRole::Text, page);
    m_title->setContentsMargins(px(12), px(6), px(12), px(6));
    column->addWidget(m_title);
    m_table = table(m_model, tr("Trace of the last prompt"), page);
    column->addWidget(m_table, 1);
    addWidget(page);
    connect(&context.prompt, &PromptSession::detailReceived, this, &TraceTab::fill);
    connect(&context.prompt, &PromptSession::started, this, &TraceTab::fill);
    fill();
}

void TraceTab::fill() {
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Policy"), tr("Section"), tr("Scope"), tr("Start ms"), tr("Time ms"), tr("What it did")});
    const auto& detail = m_context.prompt.detail();
    if (!detail) {
        setCurrentIndex(0);
        return;
    }
    const QLocale locale;
    for (const auto& step : detail->steps) {
        const bool failed = step.outcome == "failed";
        const bool responded = step.outcome == "responded";
        const bool skipped = step.outcome == "skipped";
        auto* name = cell(QString::fromStdString(step.policy), failed      ? ColorRole::Err
                                                               : responded ? ColorRole::Warn
                                                               : skipped   ? ColorRole::Muted
                                                                           : ColorRole::Ok);
        name->setData(failed ? QStringLiteral("dismiss") : skipped ? QStringLiteral("subtract") : QStringLiteral("checkmark"), iconRole);
        auto* start = cell(skipped ? QString() : locale.toString(step.startMs, 'f', 2), ColorRole::Muted);
        auto* time = cell(skipped ? QString() : locale.toString(step.durationMs, 'f', 2));
        start->setData(true, numberRole);
        time->setData(true, numberRole);
        QString what = QString::fromStdString(step.detail);
        if (what.isEmpty()) what = QString::fromStdString(step.outcome);
        m_model->appendRow({name, cell(QString::fromStdString(step.section), ColorRole::Muted),
                            cell(QString::fromStdString(step.scope), ColorRole::Muted), start, time,
                            cell(what, skipped ? ColorRole::Muted : ColorRole::Text)});
    }
    m_table->setColumnWidth(0, px(240));
    m_table->setColumnWidth(1, px(96));
    m_table->setColumnWidth(2, px(180));
    m_table->setColumnWidth(3, px(84));
    m_table->setColumnWidth(4, px(84));
    m_table->horizontalHeader()->setStretchLastSection(true);
    const auto& row = detail->row;
    m_title->setText(tr("#%1  %2 %3 in %4 s, %n step(s)", nullptr, static_cast<int>(detail->steps.size()))
                         .arg(row.id)
                         .arg(row.status)
                         .arg(QString::fromStdString(row.reason))
                         .arg(locale.toString(row.totalMs / 1000.0, 'f', 2)));
    setCurrentIndex(1);
}

LogTab::LogTab(PageContext& context, QWidget* parent) : QPlainTextEdit(parent) {
    setAccessibleName(tr("Log"));
    setReadOnly(true);
    setMaximumBlockCount(2000);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setFont(Theme::instance().font(TextRole::CodeSmall));
    viewport()->setAutoFillBackground(false);
    for (const QString& line : context.gateway.log()) appendPlainText(line);
    connect(&context.gateway, &GatewaySession::logAdded, this, &QPlainTextEdit::appendPlainText);
}

void LogTab::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange) setFont(Theme::instance().font(TextRole::CodeSmall));
}

ActivityTab::ActivityTab(PageContext& context, const QVector<Note>& notes, QWidget* parent) : QWidget(parent), m_context(context) {
    auto* column = plainLayout<QVBoxLayout>(this);
    setMargins(column, 12, 8, 12, 8);
    setSpacing(column, 8);
    auto* row = plainLayout<QHBoxLayout>();
    setSpacing(row, 12);
    m_name = new Label({}, TextRole::BodyMedium, ColorRole::Text, this);
    m_bar = new SplitBar(this);
    m_bar->setAccessibleName(tr("Progress of the burst"));
    m_stop = new Button(tr("Stop"), QStringLiteral("stop"), ButtonKind::Danger, this);
    m_stop->setAccessibleName(tr("Stop the running burst"));
    connect(m_stop, &QPushButton::clicked, this, [this] { m_context.actions.trigger(QStringLiteral("burst.stop")); });
    row->addWidget(m_name);
    row->addWidget(m_bar, 1);
    row->addWidget(m_stop);
    column->addLayout(row);
    m_list = new QPlainTextEdit(this);
    m_list->setAccessibleName(tr("What happened before"));
    m_list->setReadOnly(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMaximumBlockCount(500);
    m_list->setTabChangesFocus(true);
    m_list->viewport()->setAutoFillBackground(false);
    column->addWidget(m_list, 1);
    for (const Note& note : notes) add(note);
    BurstRunner& burst = context.gateway.burst();
    connect(&burst, &BurstRunner::started, this, &ActivityTab::showBurst);
    connect(&burst, &BurstRunner::progressed, this, &ActivityTab::showBurst);
    connect(&burst, &BurstRunner::finished, this, &ActivityTab::showBurst);
    showBurst();
}

void ActivityTab::add(const Note& note) {
    m_list->appendPlainText(note.time.toString(QStringLiteral("HH:mm:ss")) + QStringLiteral("  ") + note.text);
}

void ActivityTab::showBurst() {
    const BurstProgress& burst = m_context.gateway.burst().progress();
    const bool any = burst.sent > 0 || burst.running;
    m_name->setText(!any ? tr("Nothing runs.") : burst.running ? tr("%1 is running").arg(burst.name) : tr("%1 has ended").arg(burst.name));
    m_bar->setVisible(any);
    m_stop->setVisible(burst.running);
    if (any)
        m_bar->setParts({{tr("answered"), burst.answered, ColorRole::Ok},
                         {tr("throttled"), burst.throttled, ColorRole::Chart2},
                         {tr("failed"), burst.failed, ColorRole::Err}},
                        burst.total, tr("%1 of %2 sent").arg(QLocale().toString(burst.sent), QLocale().toString(burst.total)));
}

}  // namespace mgc::ui
