#pragma once
#include "ui/widgets/basic/surfaces.h"

class QCheckBox;
class QLineEdit;

namespace mgc::ui {

class XmlEditor;

/// Find and replace in the XML, with regular expressions; what it replaces is one entry of the document's history.
class FindBar : public Surface {
    Q_OBJECT
public:
    FindBar(XmlEditor& editor, QWidget* parent);
    void open(bool replace);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void find(bool forward);
    void replaceOne();
    void replaceAll();

    XmlEditor& m_editor;
    QLineEdit *m_find, *m_replace;
    QCheckBox *m_regex, *m_case;
    Label* m_count;
    QWidget* m_replacing;
};

}  // namespace mgc::ui
