#pragma once
#include <QDialog>
#include <string>

class QHBoxLayout;

namespace mgc::ui {

/// Two texts line by line: what only the first has, what only the second has; and what to do about it.
class CompareDialog : public QDialog {
    Q_OBJECT
public:
    CompareDialog(const QString& title, const std::string& before, const std::string& after, QWidget* parent);
    void addChoice(const QString& text);
    /// Index of the choice, -1 for none.
    [[nodiscard]] int choose();

private:
    QHBoxLayout* m_buttons;
    int m_count = 0, m_chosen = -1;
};

/// A line of a comparison.
struct DiffLine {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    QString text;
};
/// The shortest list of removed and added lines (Myers), same lines between; texts of more than 20,000 lines count as wholly different.
[[nodiscard]] QList<DiffLine> diffLines(const QStringList& before, const QStringList& after);

}  // namespace mgc::ui
