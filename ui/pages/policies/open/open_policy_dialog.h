#pragma once
#include <QDialog>
#include <QVector>

#include "ui/pages/policies/open/placeholders_of.h"

class QRadioButton;

namespace mgc::ui {

class Button;
class Label;
class ValueField;
struct PageContext;

/// A policy file from elsewhere, say of a lab: where it goes, and what its placeholders stand for. "Open" makes a scratch workspace
/// with it, or puts it into this one, where that can be undone.
class OpenPolicyDialog : public QDialog {
    Q_OBJECT
public:
    OpenPolicyDialog(const QString& path, std::string text, PageContext& context, QWidget* parent);

    /// The document that was made, once the dialog is accepted.
    [[nodiscard]] QString opened() const { return m_opened; }
    /// The workspace it lies in; another one than the current where a scratch workspace was made.
    [[nodiscard]] QString workspace() const { return m_workspace; }

private:
    void addTargets();
    void addPlaceholders();
    void check();
    void open();
    bool openScratch(const std::string& text);
    bool openHere(const std::string& text);
    [[nodiscard]] std::string namedValueJson(const QString& name, const QString& value) const;
    void fail(const QString& reason);

    QString m_path;
    policy::xml::Document m_document;
    PageContext& m_context;
    bool m_isFragment = false;
    QVector<OpenPlaceholder> m_placeholders;
    QVector<ValueField*> m_values;
    QRadioButton *m_scratch, *m_here;
    ValueField* m_name;
    Label* m_problem;
    Button* m_open;
    QString m_opened, m_workspace;
};

}  // namespace mgc::ui
