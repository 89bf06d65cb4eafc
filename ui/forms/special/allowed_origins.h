#pragma once
#include <QVector>

#include "ui/forms/special/special_editor.h"

class QLineEdit;
class QVBoxLayout;

namespace mgc::ui {

class Button;
class IconButton;
class Label;

/// The origins that cors allows, as a list: a line for each, a line to add one.
class AllowedOrigins : public SpecialEditor {
    Q_OBJECT
public:
    AllowedOrigins(PolicyFile& file, DocumentStore& store, QWidget* parent);
    void refresh(policy::xml::NodeId node) override;

    /// What is wrong with an origin; empty: nothing. Expressions and named values say their origin at run time.
    [[nodiscard]] static QString problemOf(const QString& origin);

private:
    struct Row {
        QWidget* ground;
        QLineEdit* text;
        IconButton* remove;
    };
    void addRow();
    void change(qsizetype row, const QString& origin);
    void remove(qsizetype row);
    void add();
    void showProblem();
    [[nodiscard]] QStringList origins() const;

    QVBoxLayout* m_rows;
    QVector<Row> m_list;
    QLineEdit* m_new;
    Button* m_add;
    Label* m_problem;
};

}  // namespace mgc::ui
