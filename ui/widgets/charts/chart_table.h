#pragma once
#include <QDialog>
#include <QPointer>

#include "ui/widgets/charts/panel_content.h"

class QTableWidget;

namespace mgc::ui {

/// RFC 4180 text of a chart's data: ISO 8601 UTC times, dot decimals, CRLF.
[[nodiscard]] QString csvText(const ChartTable& table);

/// The data of a chart as an accessible table; a snapshot that Refresh renews.
class ChartTableDialog : public QDialog {
    Q_OBJECT
public:
    ChartTableDialog(const QString& title, PanelContent* content, QWidget* parent);

private:
    void fill();

    QPointer<PanelContent> m_content;
    QTableWidget* m_table;
};

}  // namespace mgc::ui
