#pragma once
#include <QVector>
#include <QWidget>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QLineEdit;

namespace mgc::ui {

/// Status codes and ranges as chips in a field: each goes away with a click, Delete or Space; what is typed becomes one with Enter, a
/// comma or when the field is left. Backspace in the empty field takes the last one back into it.
class StatusRanges : public QWidget {
    Q_OBJECT
public:
    using Ranges = std::vector<std::pair<int, int>>;

    explicit StatusRanges(QWidget* parent);
    ~StatusRanges() override;
    void setRanges(const Ranges& ranges);
    [[nodiscard]] const Ranges& ranges() const { return m_ranges; }

    /// "429, 500-599" or "500 to 599"; nothing where a part is no status or range within 200..599.
    [[nodiscard]] static std::optional<Ranges> rangesFrom(const QString& text);
    [[nodiscard]] static QString textOf(const std::pair<int, int>& range);
    /// As statusCodeRanges of a backend's file.
    [[nodiscard]] static std::string jsonOf(const Ranges& ranges);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return arrange(width, false); }

signals:
    void edited();
    /// What was typed is no range; empty: it is one now.
    void problemChanged(const QString& problem);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeTyped();
    void remove(std::size_t index);
    void rebuild();
    /// Lays the chips out in lines of `width`, the text field behind them; returns the height. Moves them where `move`.
    int arrange(int width, bool move) const;

    Ranges m_ranges;
    QVector<QWidget*> m_chips;
    QLineEdit* m_line;
};

}  // namespace mgc::ui
