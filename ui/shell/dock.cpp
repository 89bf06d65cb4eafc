#include "ui/shell/dock.h"

#include <QHBoxLayout>

#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

Dock::Dock(const QString& id, const QString& title, QWidget* parent) : QDockWidget(title, parent) {
    setObjectName(id);
    setAccessibleName(tr("%1 dock").arg(title));
    setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    auto* header = new Surface(ColorRole::Dock, this);
    setFixedHeightMetric(header, Metric::DockHeader);
    m_row = plainLayout<QHBoxLayout>(header);
    setMargins(m_row, 12, 0, 8, 0);
    setSpacing(m_row, 4);
    // QDockWidget asks its title bar for the size hint only, so something in it has to be as high as the header.
    auto* strut = new QWidget(header);
    strut->setFixedWidth(0);
    setFixedHeightMetric(strut, Metric::DockHeader);
    m_row->addWidget(strut);
    m_row->addWidget(new Label(title, TextRole::DockTitle, ColorRole::Text, header));
    m_subtitle = new Label({}, TextRole::Hint, ColorRole::Muted, header);
    m_subtitle->setElide(Qt::ElideRight);
    m_row->addWidget(m_subtitle, 1);
    auto* close = new IconButton(QStringLiteral("dismiss"), tr("Close the %1 dock").arg(title), header);
    connect(close, &QToolButton::clicked, this, &QDockWidget::hide);
    m_row->addWidget(close);
    setTitleBarWidget(header);
}

void Dock::setSubtitle(const QString& text) { m_subtitle->setText(text); }

void Dock::addHeaderWidget(QWidget* widget) { m_row->insertWidget(m_row->count() - 1, widget); }

}  // namespace mgc::ui
