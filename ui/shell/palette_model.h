#pragma once
#include <QAbstractListModel>
#include <QVector>
#include <functional>

namespace mgc::ui {

/// A line of the command palette or locator; a heading has only `group`.
struct PaletteEntry {
    QString group, icon, text, detail, keys;
    QString blocked;  ///< why it cannot run; shown instead of the detail
    std::function<void()> run;
    [[nodiscard]] bool isHeading() const { return text.isEmpty(); }
};

/// The entries that match the typed words, under their headings, best first within a group.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    static constexpr int maxShown = 60;

    void setEntries(QVector<PaletteEntry> entries);
    void setFilter(const QString& words);
    [[nodiscard]] const PaletteEntry& at(int row) const { return m_shown[row]; }
    [[nodiscard]] int total() const { return static_cast<int>(m_all.size()); }
    [[nodiscard]] int matches() const { return m_matches; }
    [[nodiscard]] const QStringList& words() const { return m_words; }
    /// First row that is no heading; -1 if none.
    [[nodiscard]] int firstRow() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    QVector<PaletteEntry> m_all, m_shown;
    QStringList m_words;
    int m_matches = 0;
};

}  // namespace mgc::ui
