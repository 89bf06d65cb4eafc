#include "ui/theme/icons.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "ui/theme/theme.h"

/// The resources lie in a static library, so the linker keeps them only if they are asked for.
static void useIconResources() { Q_INIT_RESOURCE(icons); }

namespace mgc::ui::icons {

namespace {

constexpr int maxCached = 2000;

const char* suffix(Style style) { return style == Style::Filled ? "filled" : "regular"; }

/// The file drawn for `size`: exact where it exists, else the 20 file scaled (some names lack 12 or 16), else any.
QString file(const QString& name, int size, Style style) {
    [[maybe_unused]] static const bool used = (useIconResources(), true);
    const int wanted = size <= 13 ? 12 : size < 19 ? 16 : 20;
    for (const int candidate : {wanted, 16, 20, 12}) {
        QString path = QStringLiteral(":/icons/%1_%2_%3.svg").arg(name).arg(candidate).arg(QLatin1String(suffix(style)));
        if (QFile::exists(path)) return path;
    }
    return {};
}

class ThemedIconEngine : public QIconEngine {
public:
    ThemedIconEngine(QString name, ColorRole role, Style style) : m_name(std::move(name)), m_role(role), m_style(style) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const int size = std::min(rect.width(), rect.height());
        icons::paint(*painter, rect, m_name, size, roleFor(mode), m_style);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return icons::pixmap(m_name, std::min(size.width(), size.height()), 1.0, themeColor(roleFor(mode)), m_style);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        const int logical = static_cast<int>(std::lround(std::min(size.width(), size.height()) / scale));
        return icons::pixmap(m_name, logical, scale, themeColor(roleFor(mode)), m_style);
    }
    [[nodiscard]] QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    [[nodiscard]] ColorRole roleFor(QIcon::Mode mode) const { return mode == QIcon::Disabled ? ColorRole::Faint : m_role; }

    QString m_name;
    ColorRole m_role;
    Style m_style;
};

}  // namespace

bool exists(const QString& name, Style style) { return !file(name, 16, style).isEmpty(); }

QPixmap pixmap(const QString& name, int size, qreal ratio, const QColor& color, Style style) {
    struct Key {
        QString name;
        int size, ratio;
        QRgb color;
        Style style;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const {
            return qHashMulti(0, key.name, key.size, key.ratio, key.color, static_cast<int>(key.style));
        }
    };
    static std::unordered_map<Key, QPixmap, Hash> cache;
    const Key key{name, size, static_cast<int>(ratio * 100), color.rgba(), style};
    if (const auto found = cache.find(key); found != cache.end()) return found->second;
    const int device = std::max(1, static_cast<int>(std::lround(size * ratio)));
    QImage image(device, device, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const QString path = file(name, size, style);
    Q_ASSERT_X(!path.isEmpty(), "icons::pixmap", qPrintable(name));
    if (!path.isEmpty()) {
        QSvgRenderer renderer(path);
        QPainter painter(&image);
        renderer.render(&painter, QRectF(0, 0, device, device));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), color);
    }
    QPixmap result = QPixmap::fromImage(std::move(image));
    result.setDevicePixelRatio(ratio);
    if (cache.size() >= maxCached) cache.clear();
    cache.emplace(key, result);
    return result;
}

void paint(QPainter& painter, const QRect& rect, const QString& name, int size, ColorRole role, Style style) {
    const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    const QPoint at(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2);
    painter.drawPixmap(at, pixmap(name, size, ratio, themeColor(role), style));
}

QIcon get(const QString& name, ColorRole role, Style style) { return QIcon(new ThemedIconEngine(name, role, style)); }

}  // namespace mgc::ui::icons
