#include "ui/pages/backends/pool_drop.h"

#include <QPainter>

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace mgc::ui {

namespace {
constexpr const char* type = "application/x-model-gateway-pool-member";
}

PoolDrop::PoolDrop(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
}

std::optional<PoolDrop::Band> PoolDrop::bandAt(int y) const {
    for (const Band& band : m_bands)
        if (y >= band.top && y < band.bottom) return band;
    return std::nullopt;
}

void PoolDrop::mark(std::optional<int> y) {
    m_marked = y ? bandAt(*y) : std::nullopt;
    update();
}

QMimeData* PoolDrop::dataOf(const QString& pool, std::size_t member) {
    auto* data = new QMimeData;
    data->setData(QLatin1String(type), pool.toUtf8() + '\n' + QByteArray::number(static_cast<qulonglong>(member)));
    return data;
}

std::optional<std::size_t> PoolDrop::memberIn(const QMimeData* data, const QString& pool) {
    const QList<QByteArray> parts = data->data(QLatin1String(type)).split('\n');
    bool ok = false;
    const auto member = parts.size() == 2 && parts[0] == pool.toUtf8() ? parts[1].toULongLong(&ok) : 0;
    return ok ? std::optional<std::size_t>(member) : std::nullopt;
}

void PoolDrop::paintEvent(QPaintEvent*) {
    if (!m_marked) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect band(px(4), m_marked->top + px(2), width() - px(8), m_marked->bottom - m_marked->top - px(4));
    QColor wash = themeColor(ColorRole::Accent);
    wash.setAlphaF(0.08F);
    painter.setPen(QPen(themeColor(ColorRole::Accent), px(2), m_marked->isNew ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(wash);
    painter.drawRoundedRect(band, px(6), px(6));
    if (!m_marked->isNew) return;
    paint::text(painter, band.adjusted(px(12), 0, -px(12), 0), tr("New group, priority %1").arg(m_marked->priority), TextRole::BodyMedium,
                ColorRole::Accent);
}

}  // namespace mgc::ui
