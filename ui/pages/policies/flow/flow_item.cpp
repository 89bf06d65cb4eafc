#include "ui/pages/policies/flow/flow_item.h"

#include <QLocale>
#include <QStringList>

namespace mgc::ui {

using policy::edit::Part;

QString FlowModel::Item::spoken() const {
    if (node.item.part == Part::Section) return sectionTitle(section);
    QStringList words{node.name};
    if (parent && node.item.part != Part::Branch)
        words << (parent->node.item.part == Part::Section
                      ? tr("%1 step %2 of %3").arg(sectionTitle(section)).arg(row + 1).arg(parent->children.size())
                      : tr("step %1 of %2 in %3").arg(row + 1).arg(parent->children.size()).arg(parent->node.name));
    if (node.item.part == Part::Disabled) words << tr("switched off");
    if (node.item.part == Part::Unknown) words << tr("raw XML, not a known policy");
    if (node.readOnly) words << tr("read-only, from scope %1").arg(node.scope);
    if (!node.summary.isEmpty()) words << node.summary;
    if (!marks.outcome.isEmpty())
        words << (marks.outcome == QLatin1String("skipped")
                      ? tr("skipped in the last request")
                      : tr("%1 in the last request, %2 ms").arg(marks.outcome, QLocale().toString(marks.milliseconds, 'f', 1)));
    if (marks.errors > 0)
        words << tr("%n errors: %1", nullptr, marks.errors).arg(marks.problem);
    else if (marks.warnings > 0)
        words << tr("%n warnings: %1", nullptr, marks.warnings).arg(marks.problem);
    return words.join(QStringLiteral(", "));
}

}  // namespace mgc::ui
