#pragma once
#include <QDialog>

#include "ui/pages/policies/refactor/naming.h"

namespace mgc::ui {

class Button;
class ChangeTree;
class Label;
class ValueField;
struct PageContext;

/// Gives a variable, a named value or a fragment another name in every policy that names it, after a look at each place. Named values
/// and fragments change their resource, too. All of it can be undone.
class RenameDialog : public QDialog {
    Q_OBJECT
public:
    RenameDialog(NamedThing thing, PageContext& context, QWidget* parent);

private:
    void preview();
    void rename();
    [[nodiscard]] QString problemOf(const QString& name) const;

    NamedThing m_thing;
    PageContext& m_context;
    ValueField* m_name;
    ChangeTree* m_tree;
    Label* m_note;
    Button* m_rename;
};

}  // namespace mgc::ui
