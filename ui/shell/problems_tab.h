#pragma once
#include <QStackedWidget>
#include <QTableView>
#include <QVector>

#include "base/diagnostic.h"

class QStandardItemModel;

namespace mgc::ui {

struct PageContext;

/// The problems of the whole workspace: policies as they stand in the editor, checked here, and what the gateway says of the rest. Enter
/// goes to the place; a fix is a click, or Ctrl+. there.
class ProblemsTab : public QStackedWidget {
    Q_OBJECT
public:
    ProblemsTab(PageContext& context, QWidget* parent);

    [[nodiscard]] int errors() const { return m_errors; }
    [[nodiscard]] int warnings() const { return m_warnings; }

signals:
    void countsChanged(int errors, int warnings);
    void openAt(const QString& path, int line);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Row {
        Severity severity = Severity::Error;
        QString code, message, file;  ///< file: absolute
        int line = 0, column = 0;
        QVector<QuickFix> fixes;
        quint64 revision = 0;  ///< of the open document; 0: the file
        [[nodiscard]] bool looksLike(const Row& other) const;
    };
    void collect();
    void fill();
    void arrangeColumns();
    void open(int row);
    void fix(int row);

    PageContext& m_context;
    QTableView* m_table;
    QStandardItemModel* m_model;
    QVector<Row> m_rows;
    int m_errors = 0, m_warnings = 0;
};

}  // namespace mgc::ui
