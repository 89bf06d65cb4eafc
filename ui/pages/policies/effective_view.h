#pragma once
#include <QWidget>

#include "ui/pages/policies/effective_text.h"

class QsciScintilla;
class QHBoxLayout;

namespace mgc::ui {

class PolicyLexer;

/// The joined policies of all scopes, read-only: a coloured gutter says where each line comes from, Enter or double click goes there.
class EffectiveView : public QWidget {
    Q_OBJECT
public:
    EffectiveView(PolicyFile& file, DocumentStore& store, QWidget* parent);
    void refresh();

signals:
    void openFileAt(const QString& path, int line);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyTheme();
    void goToSource();

    PolicyFile& m_file;
    DocumentStore& m_store;
    QHBoxLayout* m_legend;
    QsciScintilla* m_text;
    PolicyLexer* m_lexer;
    EffectiveText m_shown;
};

}  // namespace mgc::ui
