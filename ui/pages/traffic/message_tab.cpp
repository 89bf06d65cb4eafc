#include "ui/pages/traffic/message_tab.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QTreeWidget>

#include "ui/pages/traffic/code_view.h"
#include "ui/pages/traffic/json_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/charts/choice_bar.h"

namespace mgc::ui {

namespace {

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

}  // namespace

MessageTab::MessageTab(Side side, QWidget* parent)
    : QWidget(parent),
      m_side(side),
      m_bar(new QWidget),
      m_headers(new QTreeWidget),
      m_bodyTitle(new Label({}, TextRole::Hint, ColorRole::Muted)),
      m_body(new CodeView(side == Side::Request ? tr("Body of the request") : tr("Body of the response"), false)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* barRow = new QHBoxLayout(m_bar);
    barRow->setContentsMargins(16, 8, 16, 8);
    column->addWidget(m_bar);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    m_headers->setAccessibleName(side == Side::Request ? tr("Headers of the request") : tr("Headers of the response"));
    m_headers->setHeaderLabels({tr("Header"), tr("Value")});
    m_headers->setRootIsDecorated(false);
    m_headers->setUniformRowHeights(true);
    m_headers->setFrameShape(QFrame::NoFrame);
    m_headers->header()->setStretchLastSection(true);
    m_headers->header()->resizeSection(0, px(200));
    splitter->addWidget(m_headers);
    auto* right = new QWidget;
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 2, 8, 2);
    head->addWidget(m_bodyTitle, 1);
    auto* copy =
        new IconButton(QStringLiteral("copy"), side == Side::Request ? tr("Copy the request's body") : tr("Copy the response's body"));
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_body->toPlainText()); });
    head->addWidget(copy);
    rightColumn->addLayout(head);
    rightColumn->addWidget(m_body, 1);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    column->addWidget(splitter, 1);
}

void MessageTab::setDetail(const management::RequestDetail& detail) {
    delete m_choice;
    m_choice = new ChoiceBar(m_side == Side::Request ? tr("Which request") : tr("Which response"));
    m_messages.clear();
    const bool request = m_side == Side::Request;
    m_messages << (request ? detail.request : detail.response);
    m_choice->add(request ? tr("From the client") : tr("To the client"));
    int number = 0;
    for (const auto& call : detail.backendCalls) {
        if (++number > 8) break;
        m_messages << (request ? call.request : call.response);
        const QString name = call.backendId.empty() ? tr("backend %1").arg(number) : text(call.backendId);
        m_choice->add(request ? tr("To %1").arg(name) : tr("From %1").arg(name));
    }
    m_bar->layout()->addWidget(m_choice);
    static_cast<QHBoxLayout*>(m_bar->layout())->setAlignment(m_choice, Qt::AlignLeft);
    m_bar->setVisible(m_messages.size() > 1);
    connect(m_choice, &ChoiceBar::chosen, this, &MessageTab::show);
    m_choice->setCurrent(0);
    show(0);
}

void MessageTab::show(int index) {
    const management::Message& message = m_messages[index];
    m_headers->clear();
    if (m_side == Side::Request) {
        new QTreeWidgetItem(m_headers, {tr("%1 to", "method of a request").arg(text(message.method)), text(message.url)});
    } else {
        new QTreeWidgetItem(m_headers, {tr("Status"), QStringLiteral("%1 %2").arg(message.status).arg(text(message.reason))});
    }
    for (const auto& header : message.headers) {
        auto* item = new QTreeWidgetItem(m_headers, {text(header.name), text(header.value)});
        item->setToolTip(1, text(header.value));
        item->setFont(1, Theme::instance().font(TextRole::CodeSmall));
        item->setForeground(0, themeColor(ColorRole::CodeAttribute));
    }
    m_body->showText(prettyJson(text(message.body)));
    QString title = message.bodyBytes == 0 && message.body.empty()
                        ? tr("No body")
                        : tr("Body, %1").arg(QLocale().formattedDataSize(static_cast<qint64>(message.bodyBytes)));
    if (message.bodyTruncated)
        title += QStringLiteral(", ") +
                 tr("only the first %1 were kept").arg(QLocale().formattedDataSize(static_cast<qint64>(message.body.size())));
    m_bodyTitle->setText(title);
}

}  // namespace mgc::ui
