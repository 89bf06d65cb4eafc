#pragma once
#include <QWidget>

#include "base/diagnostic.h"

class QSplitter;
class QStackedWidget;

namespace mgc::ui {

class Banner;
class DocumentStore;
class EffectiveView;
class FindBar;
class FixPopup;
class FlowView;
class Label;
class LinkButton;
class PolicyFile;
class XmlEditor;
struct PageContext;

/// One open document: flow, XML or both beside each other, and what the scopes make of it together. The views are made when they are
/// first shown.
class PolicyEditor : public QWidget {
    Q_OBJECT
public:
    PolicyEditor(PolicyFile& file, PageContext& context, QWidget* parent);

    [[nodiscard]] PolicyFile& file() const { return m_file; }
    [[nodiscard]] FlowView& flow() const { return *m_flow; }
    [[nodiscard]] XmlEditor* xml() const { return m_xml; }
    /// "flow", "split", "xml" or "effective".
    void show(const QString& view);
    void goToLine(int line, int column = 1);
    void openFind(bool replace);
    void showFixes();
    void complete();
    /// The next or previous finding of this document.
    void goToProblem(int step);
    /// One sentence in the status line.
    void tell(const QString& words);
    void focusView();
    /// Shows what is wrong with the document and its state on disk.
    void refreshState();

signals:
    void inspectWanted();
    void addWanted();
    void openFileAt(const QString& path, int line);
    void viewWanted(const QString& view);
    void compareWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    XmlEditor& needXml();
    /// Side by side where both parts have room, else the cards above the text.
    void layOutSplit();
    void showRun();
    void chooseTier();
    void showTier();
    void checked(const QString& path);
    [[nodiscard]] QVector<Diagnostic> problemsHere() const;

    PolicyFile& m_file;
    PageContext& m_context;
    Banner *m_disk, *m_state;
    QStackedWidget* m_stack;
    QSplitter* m_split;
    FlowView* m_flow;
    QWidget* m_xmlSide;
    XmlEditor* m_xml = nullptr;
    FindBar* m_find = nullptr;
    EffectiveView* m_effective = nullptr;
    FixPopup* m_fixes;
    Label *m_place, *m_words, *m_format;
    LinkButton* m_tier;
    QString m_view;
};

}  // namespace mgc::ui
