#include "ui/pages/home/recents_card.h"

#include <QDir>
#include <QMenu>

#include "ui/pages/page.h"
#include "ui/session/gateway_session.h"
#include "ui/session/recents.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/messages.h"
#include "ui/widgets/basic/row_button.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

namespace {

constexpr int shownRows = 5;

}  // namespace

RecentsCard::RecentsCard(PageContext& context, QWidget* parent) : Card(tr("Recent"), parent), m_context(context) {
    setObjectName(QStringLiteral("recents"));
    header()->addStretch();
    auto* more = new IconButton(QStringLiteral("more_horizontal"), tr("Recent workspaces menu"), this);
    header()->addWidget(more);
    connect(more, &QToolButton::clicked, this, [this, more] {
        QMenu menu(this);
        menu.addAction(icons::get(QStringLiteral("broom"), ColorRole::Muted), tr("Clear the list"), &m_context.recents, &Recents::clear);
        menu.exec(more->mapToGlobal(QPoint(0, more->height() + 2)));
    });
    m_rows = plainLayout<QVBoxLayout>();
    body()->addLayout(m_rows);
    body()->addStretch();
    connect(&context.recents, &Recents::changed, this, &RecentsCard::fill);
    fill();
}

void RecentsCard::fill() {
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto all = m_context.recents.all();
    for (const RecentWorkspace& entry : all.mid(0, shownRows)) {
        auto* row = new RowButton(this);
        row->setTexts(entry.name(), entry.where());
        row->setIconMark(QStringLiteral("folder"));
        row->setTrailing(entry.when(QDate::currentDate()));
        row->setToolTip(entry.folder);
        connect(row, &QAbstractButton::clicked, this, [this, folder = entry.folder] {
            if (!QDir(folder).exists()) {
                m_context.recents.remove(folder);
                return;
            }
            m_context.recents.add(folder);
            m_context.gateway.openWorkspace(folder);
        });
        m_rows->addWidget(row);
    }
    if (!all.isEmpty()) return;
    m_rows->addWidget(new HairLine(Qt::Horizontal, this));
    m_rows->addWidget(
        new EmptyState(QStringLiteral("history"), tr("Nothing opened yet"), tr("Workspaces you open are listed here."), this));
}

}  // namespace mgc::ui
