#pragma once
#include <QTableWidget>

namespace mgc::ui {

/// A small table of texts that is edited in place, with buttons for more and fewer rows beside it: models, services, headers.
class TextTable : public QWidget {
    Q_OBJECT
public:
    TextTable(const QString& accessibleName, const QStringList& columns, QWidget* parent = nullptr);
    void setRows(const QVector<QStringList>& rows);
    /// Rows with at least one text, trimmed.
    [[nodiscard]] QVector<QStringList> rows() const;

signals:
    void edited();

private:
    void addRow(const QStringList& texts);

    QTableWidget* m_table;
};

}  // namespace mgc::ui
