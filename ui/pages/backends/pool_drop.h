#pragma once
#include <QMimeData>
#include <QWidget>
#include <functional>
#include <optional>

namespace mgc::ui {

/// Where members of a pool can be dropped: the bands of its priority groups, and a new group below the last. Lies over the pool's card
/// without taking its clicks, and draws the band that would take what is being dragged.
class PoolDrop : public QWidget {
    Q_OBJECT
public:
    struct Band {
        int top = 0, bottom = 0;  ///< in this widget's coordinates
        std::int64_t priority = 0;
        bool isNew = false;  ///< a group that there is not yet
    };
    explicit PoolDrop(QWidget* parent);
    void setBands(QVector<Band> bands) { m_bands = std::move(bands); }
    /// The band at a height; nullopt outside all.
    [[nodiscard]] std::optional<Band> bandAt(int y) const;
    /// Draws the band at `y`; nothing for nullopt.
    void mark(std::optional<int> y);

    /// A drag of the member with this index of this pool.
    [[nodiscard]] static QMimeData* dataOf(const QString& pool, std::size_t member);
    /// The member of `pool` that `data` carries; nullopt for anything else.
    [[nodiscard]] static std::optional<std::size_t> memberIn(const QMimeData* data, const QString& pool);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVector<Band> m_bands;
    std::optional<Band> m_marked;
};

}  // namespace mgc::ui
