#include "ui/pages/policies/scope_crumb.h"

#include <QHBoxLayout>

#include "ui/documents/document_scope.h"
#include "ui/documents/document_store.h"
#include "ui/pages/policies/document_tabs.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

ScopeCrumb::ScopeCrumb(DocumentStore& store, QWidget* parent) : QWidget(parent), m_store(store), m_row(plainLayout<QHBoxLayout>(this)) {
    setAccessibleName(tr("Scope"));
    setSpacing(m_row, 6);
}

void ScopeCrumb::show(const PolicyFile* file) {
    while (QLayoutItem* item = m_row->takeAt(0)) {
        if (QWidget* widget = item->widget()) widget->deleteLater();
        delete item;
    }
    if (!file) return;
    const auto workspace = m_store.workspace().current();
    const DocumentScope scope = scopeOf(file->path(), workspace.get());
    m_row->addWidget(new Label(tr("Scope"), TextRole::Body, ColorRole::Muted, this));
    for (auto outer = scope.outer.rbegin(); outer != scope.outer.rend(); ++outer) {
        const QString id = QString::fromStdString(outer->scopeId).section(QLatin1Char('/'), -1);
        auto* link = new Button(outer->scope == "global" ? tr("Global") : id, {}, ButtonKind::Ghost, this);
        link->setAccessibleName(tr("Open the %1 policy %2").arg(QString::fromStdString(outer->scope), id));
        connect(link, &QPushButton::clicked, this, [this, path = QString::fromStdString(outer->file)] { emit openFileAt(path, 1); });
        m_row->addWidget(link);
        m_row->addWidget(new IconView(QStringLiteral("chevron_right"), 12, ColorRole::Muted, this));
    }
    auto* own = new Chip({scope.isFragment ? QStringLiteral("puzzle_piece") : QStringLiteral("flowchart"),
                          DocumentTabs::titleOf(*file, m_store), paint::Tone::Accent},
                         this);
    m_row->addWidget(own);
    m_row->addStretch();
    fit();
    updateGeometry();
}

QSize ScopeCrumb::minimumSizeHint() const {
    for (int i = m_row->count() - 1; i >= 0; --i)
        if (const QWidget* widget = m_row->itemAt(i)->widget()) return {widget->sizeHint().width(), QWidget::minimumSizeHint().height()};
    return QWidget::minimumSizeHint();
}

void ScopeCrumb::fit() {
    QVector<QWidget*> parts;
    int needed = 0;
    for (int i = 0; i < m_row->count(); ++i)
        if (QWidget* widget = m_row->itemAt(i)->widget()) {
            parts << widget;
            needed += widget->sizeHint().width() + m_row->spacing();
        }
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool last = i + 1 == parts.size();
        // An arrow behind nothing leads from nowhere.
        const bool stray = i > 0 && qobject_cast<IconView*>(parts[i]) && parts[i - 1]->isHidden();
        const bool shown = last || (needed <= width() && !stray);
        parts[i]->setVisible(shown);
        if (!shown) needed -= parts[i]->sizeHint().width() + m_row->spacing();
    }
}

void ScopeCrumb::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

}  // namespace mgc::ui
