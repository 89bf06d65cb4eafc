#include "ui/pages/traffic/stream_tab.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QTreeWidget>

#include "ui/pages/traffic/stream_faults.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/messages.h"

namespace mgc::ui {

StreamTab::StreamTab(QWidget* parent) : QWidget(parent), m_faults(new Banner), m_list(new QTreeWidget) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_faults);
    m_faults->hide();
    m_list->setAccessibleName(tr("Chunks of the stream"));
    m_list->setHeaderLabels({tr("#"), tr("At ms"), tr("Gap ms"), tr("Bytes"), tr("Tokens"), tr("Says"), tr("Raw")});
    for (int i = 0; i < 5; ++i) m_list->headerItem()->setTextAlignment(i, Qt::AlignRight | Qt::AlignVCenter);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->header()->setStretchLastSection(true);
    column->addWidget(m_list, 1);
}

void StreamTab::setDetail(const management::RequestDetail& detail) {
    const QStringList faults = streamFaults(detail);
    if (faults.isEmpty()) {
        m_faults->hide();
    } else {
        m_faults->show(paint::Tone::Warn, tr("Protocol fault."), faults.join(u' '));
    }
    m_list->clear();
    const QLocale locale;
    double before = 0;
    int number = 0;
    for (const auto& chunk : detail.chunks) {
        const QString raw = QString::fromStdString(chunk.text).simplified();
        auto* item = new QTreeWidgetItem(
            m_list, {QString::number(++number), locale.toString(chunk.offsetMs, 'f', 1), locale.toString(chunk.offsetMs - before, 'f', 1),
                     locale.toString(static_cast<qulonglong>(chunk.bytes)), QString::number(chunk.tokensSoFar), chunkSays(chunk.text),
                     raw.left(400)});
        for (int i = 0; i < 5; ++i) item->setTextAlignment(i, Qt::AlignRight | Qt::AlignVCenter);
        item->setFont(6, Theme::instance().font(TextRole::CodeSmall));
        item->setForeground(6, themeColor(ColorRole::Muted));
        item->setToolTip(6, raw.left(2000));
        before = chunk.offsetMs;
    }
    static constexpr int widths[] = {44, 76, 76, 68, 68, 220};
    for (int i = 0; i < 6; ++i) m_list->setColumnWidth(i, px(widths[i]));
}

}  // namespace mgc::ui
