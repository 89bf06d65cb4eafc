#include "ui/pages/policies/document_tabs.h"

#include <QDir>
#include <QMouseEvent>
#include <QPainter>

#include "ui/documents/document_scope.h"
#include "ui/documents/document_store.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

DocumentTabs::DocumentTabs(DocumentStore& store, QWidget* parent) : QTabBar(parent), m_store(store) {
    setObjectName(QStringLiteral("documentTabs"));
    setAccessibleName(tr("Open policies"));
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideMiddle);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    connect(&store, &DocumentStore::opened, this, &DocumentTabs::refresh);
    connect(&store, &DocumentStore::closing, this,
            [this] { QMetaObject::invokeMethod(this, &DocumentTabs::refresh, Qt::QueuedConnection); });
    connect(&store, &DocumentStore::marksChanged, this, &DocumentTabs::refresh);
    connect(&store, &DocumentStore::currentChanged, this, &DocumentTabs::refresh);
    connect(&store.workspace(), &WorkspaceSnapshot::changed, this, &DocumentTabs::refresh);
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (!m_filling) m_store.setCurrent(fileAt(index));
    });
    refresh();
}

QString DocumentTabs::titleOf(const PolicyFile& file, DocumentStore& store) {
    const auto workspace = store.workspace().current();
    const DocumentScope scope = scopeOf(file.path(), workspace.get());
    if (!scope.operation.empty()) {
        const auto* api = workspace->api(scope.api, scope.apimWorkspace);
        const auto* operation = api ? resources::Workspace::operation(*api, scope.operation) : nullptr;
        return QString::fromStdString(operation && !operation->displayName.empty() ? operation->name : scope.operation);
    }
    if (!scope.api.empty()) return QString::fromStdString(scope.api);
    if (!scope.product.empty()) return QString::fromStdString(scope.product);
    if (scope.isFragment) return QString::fromStdString(scope.fragment);
    if (scope.scope == policy::Scope::Global) return tr("Global policy");
    return QDir(store.workspace().folder()).relativeFilePath(file.path());
}

PolicyFile* DocumentTabs::fileAt(int index) const {
    const auto files = m_store.files();
    return index < 0 || index >= static_cast<int>(files.size()) ? nullptr : files[static_cast<std::size_t>(index)];
}

void DocumentTabs::refresh() {
    m_filling = true;
    const auto files = m_store.files();
    while (count() > static_cast<int>(files.size())) removeTab(count() - 1);
    for (int i = 0; i < static_cast<int>(files.size()); ++i) {
        PolicyFile* file = files[static_cast<std::size_t>(i)];
        const QString title = titleOf(*file, m_store);
        if (i >= count())
            addTab(title);
        else
            setTabText(i, title);
        setTabToolTip(i, file->path());
        setAccessibleTabName(i, file->isDirty() ? tr("%1, unsaved").arg(title) : title);
        if (file == m_store.current()) setCurrentIndex(i);
    }
    setVisible(count() > 0);
    m_filling = false;
    update();
}

QSize DocumentTabs::tabSizeHint(int index) const {
    const int width = QFontMetrics(Theme::instance().font(TextRole::BodyMedium)).horizontalAdvance(tabText(index));
    return {std::min(width, px(220)) + px(76), Theme::instance().metric(Metric::DockHeader)};
}

QRect DocumentTabs::closeRect(int index) const {
    const QRect tab = tabRect(index);
    return {tab.right() - px(28), tab.y() + (tab.height() - px(24)) / 2, px(24), px(24)};
}

void DocumentTabs::mouseReleaseEvent(QMouseEvent* event) {
    const int index = tabAt(event->pos());
    const bool close =
        event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && index >= 0 && closeRect(index).contains(event->pos()));
    if (index >= 0 && close) {
        emit closeWanted(fileAt(index));
        return;
    }
    QTabBar::mouseReleaseEvent(event);
}

void DocumentTabs::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::Dock));
    paint::horizontalLine(painter, 0, width(), height() - 1, themeColor(ColorRole::Line));
    const QPoint mouse = mapFromGlobal(QCursor::pos());
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i);
        const bool current = i == currentIndex();
        const bool hover = tab.contains(mouse);
        if (current) {
            painter.fillRect(tab, themeColor(ColorRole::Bg));
            painter.fillRect(QRect(tab.x(), tab.y(), tab.width(), 2), themeColor(ColorRole::Accent));
        } else if (hover) {
            painter.fillRect(tab.adjusted(0, 0, 0, -1), themeColor(ColorRole::Hover));
        }
        paint::verticalLine(painter, tab.right(), tab.top(), tab.bottom(), themeColor(ColorRole::Line));
        icons::paint(painter, QRect(tab.x() + px(12), tab.y(), px(16), tab.height()), QStringLiteral("flowchart"), px(16),
                     current ? ColorRole::Accent : ColorRole::Muted);
        const PolicyFile* file = fileAt(i);
        const auto* finding = file ? m_store.checker().finding(file->path()) : nullptr;
        const bool broken = finding && finding->diagnostics.hasErrors();
        paint::text(painter, tab.adjusted(px(36), 0, -px(32), 0), tabText(i), current ? TextRole::BodyMedium : TextRole::Body,
                    broken    ? ColorRole::Err
                    : current ? ColorRole::Text
                              : ColorRole::Muted,
                    Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        const QRect close = closeRect(i);
        if (file && file->isDirty() && !close.contains(mouse)) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(themeColor(ColorRole::Text));
            painter.drawEllipse(QRectF(close).center(), px(4), px(4));
        } else if (current || hover) {
            if (close.contains(mouse)) paint::box(painter, close, themeColor(ColorRole::Hover), {}, px(4));
            icons::paint(painter, close, QStringLiteral("dismiss"), px(12), ColorRole::Muted);
        }
        if (current && hasFocus()) paint::focusRing(painter, tab.adjusted(2, 3, -2, -2), px(4));
    }
}

}  // namespace mgc::ui
