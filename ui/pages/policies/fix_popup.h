#pragma once
#include <QFrame>
#include <QVector>

#include "base/diagnostic.h"
#include "ui/documents/policy_file.h"

class QListWidget;

namespace mgc::ui {

class DiffPreview;
class Label;

/// The quick fixes of some findings with what each would change. Enter makes the change, Esc closes.
class FixPopup : public QFrame {
    Q_OBJECT
public:
    explicit FixPopup(QWidget* parent);

    /// Shows the fixes at `point` of the parent; false where there are none.
    bool offer(PolicyFile& file, const QVector<Diagnostic>& problems, const QPoint& point);
    /// Applies one fix as an entry of the history.
    static bool apply(PolicyFile& file, const QuickFix& fix);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void preview(int row);
    void accept();

    PolicyFile* m_file = nullptr;
    QVector<QuickFix> m_fixes;
    QListWidget* m_list;
    DiffPreview* m_preview;
};

}  // namespace mgc::ui
