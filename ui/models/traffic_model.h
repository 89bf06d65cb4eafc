#pragma once
#include <QAbstractTableModel>
#include <QVector>
#include <deque>

#include "management/messages.h"

namespace mgc::ui {

/// The traffic list: a ring of the last 10,000 finished requests, oldest first. Rows arrive in batches (ManagementClient sends at
/// most ten a second); repeated ids are dropped.
class TrafficModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Time, Method, Operation, Model, Status, FirstToken, Total, In, Out, Cost, Backend, PolicyTime, Notes, ColumnCount };
    enum Role {
        RawRole = Qt::UserRole,  ///< number or text as it came, for sorting and export
        IdRole                   ///< quint64
    };
    static constexpr int capacity = 10000;

    explicit TrafficModel(QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    [[nodiscard]] const management::TrafficRow& rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// Row of an id, -1 if it has fallen out.
    [[nodiscard]] int find(quint64 id) const;

    void append(const QVector<management::TrafficRow>& rows);
    void clear();
    /// While held, rows are kept aside (as many as the ring takes) and shown all at once on release.
    void setHeld(bool held);
    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    [[nodiscard]] int heldCount() const { return static_cast<int>(m_held.size()); }

    /// Another page wants the traffic page to show these rows: a filter text, and a row to open (0: none). Kept until the traffic page,
    /// which may not exist yet, takes it.
    void ask(const QString& filter, quint64 id = 0);
    struct Asked {
        QString filter;
        quint64 id = 0;
        bool pending = false;
    };
    [[nodiscard]] Asked takeAsked();

signals:
    void heldChanged(bool held, int waiting);
    void asked();

private:
    void insert(QVector<management::TrafficRow> rows);

    std::deque<management::TrafficRow> m_rows;
    QVector<management::TrafficRow> m_held;
    quint64 m_lastId = 0;
    Asked m_asked;
    bool m_isHeld = false;
};

/// "10:02:06.118" in local time.
[[nodiscard]] QString clockTime(const std::string& isoTime, bool milliseconds = true);
/// "chat/completions": the operation as people say it, from name, id or URL.
[[nodiscard]] QString operationText(const management::TrafficRow& row);
/// Flags joined with ", ", cached tokens said in words.
[[nodiscard]] QString notesText(const management::TrafficRow& row);

}  // namespace mgc::ui
