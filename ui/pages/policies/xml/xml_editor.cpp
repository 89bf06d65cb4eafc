#include "ui/pages/policies/xml/xml_editor.h"

#include <Qsci/qscicommandset.h>

#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>

#include "ui/documents/document_scope.h"
#include "ui/documents/document_store.h"
#include "ui/forms/expression_queries.h"
#include "ui/forms/signature_tip.h"
#include "ui/pages/policies/refactor/naming.h"
#include "ui/pages/policies/xml/completion_popup.h"
#include "ui/pages/policies/xml/expression_text.h"
#include "ui/pages/policies/xml/format_lines.h"
#include "ui/pages/policies/xml/policy_lexer.h"
#include "ui/pages/policies/xml/xml_context.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"

namespace mgc::ui {

namespace {

constexpr int errorIndicator = 8;
constexpr int warningIndicator = 9;
constexpr int elementMarker = 4;
constexpr int numberMargin = 0;
constexpr int foldMargin = 1;
constexpr int idleMs = 120;

}  // namespace

XmlEditor::XmlEditor(PolicyFile& file, DocumentStore& store, QWidget* parent)
    : QsciScintilla(parent),
      m_file(file),
      m_store(store),
      m_lexer(new PolicyLexer(this)),
      m_completion(new CompletionPopup(*this, store)),
      m_signature(new SignatureTip(this)) {
    setObjectName(QStringLiteral("xmlEditor"));
    setAccessibleName(tr("Policy XML"));
    setFrameShape(QFrame::NoFrame);
    setUtf8(true);
    setEolMode(file.document().text().find("\r\n") != std::string_view::npos ? EolWindows : EolUnix);
    setTabWidth(4);
    setIndentationsUseTabs(false);
    setAutoIndent(true);
    setBraceMatching(NoBraceMatch);  // "<" would match by style; matchAtCaret() knows the tree
    setWrapMode(WrapNone);
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1UL);
    SendScintilla(SCI_SETSCROLLWIDTH, 200UL);
    SendScintilla(SCI_SETEXTRAASCENT, 2UL);
    SendScintilla(SCI_SETEXTRADESCENT, 2UL);
    SendScintilla(SCI_SETENDATLASTLINE, 0UL);
    m_lexer->setDocument(file.document());
    m_applying = true;
    const std::string_view text = file.document().text();
    SendScintilla(SCI_ADDTEXT, static_cast<uintptr_t>(text.size()), text.data());
    SendScintilla(SCI_GOTOPOS, 0UL);
    m_applying = false;
    setLexer(m_lexer);
    setUpMargins();
    freeKeys();
    applyTheme();
    m_idle.setSingleShot(true);
    m_idle.setInterval(idleMs);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        refold();
        tellSelection();
    });
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int type, const char* changed, int length, int, int, int, int, int, int) {
                textModified(position, type, changed, length);
            });
    connect(this, &QsciScintilla::cursorPositionChanged, this, [this](int line, int column) {
        emit caretMoved(line + 1, column + 1);
        matchAtCaret();
        m_idle.start();
    });
    connect(&file, &PolicyFile::patched, this, &XmlEditor::takePatches);
    connect(&file, &PolicyFile::selectionChanged, this, &XmlEditor::takeSelection);
    refold();
}

void XmlEditor::setUpMargins() {
    setMarginType(numberMargin, NumberMargin);
    setMarginLineNumbers(numberMargin, true);
    setFolding(PlainFoldStyle, foldMargin);
    setMarginWidth(2, 0);
    markerDefine(QsciScintilla::Background, elementMarker);
    SendScintilla(SCI_SETAUTOMATICFOLD,
                  static_cast<unsigned long>(SC_AUTOMATICFOLD_SHOW | SC_AUTOMATICFOLD_CHANGE | SC_AUTOMATICFOLD_CLICK));
    for (const int marker : {SC_MARKNUM_FOLDERSUB, SC_MARKNUM_FOLDERTAIL, SC_MARKNUM_FOLDERMIDTAIL})
        SendScintilla(SCI_MARKERDEFINE, static_cast<unsigned long>(marker), static_cast<long>(SC_MARK_EMPTY));
    indicatorDefine(SquigglePixmapIndicator, errorIndicator);
    indicatorDefine(SquigglePixmapIndicator, warningIndicator);
}

void XmlEditor::freeKeys() {
    // The window's own commands have these keys; Scintilla must not take them first.
    for (const char* keys : {"Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+D", "Ctrl+L", "Ctrl+T", "Ctrl+U", "Ctrl+Shift+L", "Ctrl+Shift+T",
                             "Ctrl+Shift+U", "Ctrl+/", "Ctrl+E", "Ctrl++", "Ctrl+-", "Esc"}) {
        const int key = QKeySequence(QLatin1String(keys))[0].toCombined();
        if (QsciCommand* command = standardCommands()->boundTo(key)) command->setKey(0);
    }
}

void XmlEditor::applyTheme() {
    m_lexer->applyTheme();
    setPaper(themeColor(ColorRole::Bg));
    setColor(themeColor(ColorRole::Text));
    setCaretForegroundColor(themeColor(ColorRole::Text));
    setCaretLineVisible(true);
    setCaretLineBackgroundColor(themeColor(ColorRole::Sunken));
    setCaretWidth(px(2));
    setSelectionBackgroundColor(themeColor(ColorRole::Sel));
    resetSelectionForegroundColor();
    setMarginsBackgroundColor(themeColor(ColorRole::Bg));
    setMarginsForegroundColor(themeColor(ColorRole::Faint));
    setMarginsFont(inPoints(Theme::instance().font(TextRole::CodeSmall)));
    setFoldMarginColors(themeColor(ColorRole::Bg), themeColor(ColorRole::Bg));
    for (const int marker : {SC_MARKNUM_FOLDEROPEN, SC_MARKNUM_FOLDEROPENMID})
        markerDefine(icons::pixmap(QStringLiteral("chevron_down"), px(12), devicePixelRatioF(), themeColor(ColorRole::Muted)), marker);
    for (const int marker : {SC_MARKNUM_FOLDER, SC_MARKNUM_FOLDEREND})
        markerDefine(icons::pixmap(QStringLiteral("chevron_right"), px(12), devicePixelRatioF(), themeColor(ColorRole::Muted)), marker);
    setMarkerBackgroundColor(themeColor(ColorRole::Sel), elementMarker);
    setMatchedBraceBackgroundColor(themeColor(ColorRole::AccentTint));
    setMatchedBraceForegroundColor(themeColor(ColorRole::Accent));
    setUnmatchedBraceForegroundColor(themeColor(ColorRole::Err));
    setIndicatorForegroundColor(themeColor(ColorRole::Err), errorIndicator);
    setIndicatorForegroundColor(themeColor(ColorRole::Warn), warningIndicator);
    setMarginWidth(numberMargin,
                   QFontMetrics(Theme::instance().font(TextRole::CodeSmall)).horizontalAdvance(QStringLiteral("00000")) + px(8));
    setMarginWidth(foldMargin, px(18));
    SendScintilla(SCI_SETMARGINLEFT, 0UL, static_cast<long>(px(6)));
}

void XmlEditor::changeEvent(QEvent* event) {
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) applyTheme();
}

void XmlEditor::textModified(int position, int type, const char* text, int length) {
    if (m_applying || (type & (SC_MOD_INSERTTEXT | SC_MOD_DELETETEXT)) == 0) return;
    policy::xml::Patch patch{static_cast<std::size_t>(position), {}, {}};
    // Without undo of its own Scintilla does not tell what it has deleted; the document still knows.
    if ((type & SC_MOD_INSERTTEXT) != 0)
        patch.inserted.assign(text, static_cast<std::size_t>(length));
    else
        patch.removed = m_file.document().text().substr(patch.offset, static_cast<std::size_t>(length));
    m_file.type(std::move(patch), tr("Typing"));
}

void XmlEditor::takePatches(const std::vector<policy::xml::Patch>& patches, DocumentView from) {
    m_lexer->setDocument(m_file.document());
    if (from != DocumentView::Xml) {
        m_applying = true;
        for (const auto& patch : patches) {
            SendScintilla(SCI_SETTARGETSTART, static_cast<uintptr_t>(patch.offset));
            SendScintilla(SCI_SETTARGETEND, static_cast<uintptr_t>(patch.offset + patch.removed.size()));
            SendScintilla(SCI_REPLACETARGET, static_cast<uintptr_t>(patch.inserted.size()), patch.inserted.data());
        }
        m_applying = false;
        if (!patches.empty() && hasFocus())
            SendScintilla(SCI_GOTOPOS, static_cast<uintptr_t>(patches.back().offset + patches.back().inserted.size()));
        scrollLeft();
    }
    m_idle.start();
}

std::size_t XmlEditor::caret() const { return static_cast<std::size_t>(SendScintilla(SCI_GETCURRENTPOS)); }

void XmlEditor::goTo(std::size_t offset) {
    const long line = SendScintilla(SCI_LINEFROMPOSITION, static_cast<uintptr_t>(offset));
    SendScintilla(SCI_ENSUREVISIBLEENFORCEPOLICY, static_cast<uintptr_t>(line));
    SendScintilla(SCI_GOTOPOS, static_cast<uintptr_t>(offset));
    SendScintilla(SCI_VERTICALCENTRECARET);
    scrollLeft();
}

void XmlEditor::scrollLeft() {
    const long scrolled = SendScintilla(SCI_GETXOFFSET);
    const int margins = marginWidth(numberMargin) + marginWidth(foldMargin);
    if (scrolled > 0 && pointAt(caret()).x() + scrolled < viewport()->width() - margins - px(24)) SendScintilla(SCI_SETXOFFSET, 0UL);
}

void XmlEditor::replaceRange(std::size_t begin, std::size_t end, const QByteArray& text) {
    SendScintilla(SCI_SETTARGETSTART, static_cast<uintptr_t>(begin));
    SendScintilla(SCI_SETTARGETEND, static_cast<uintptr_t>(end));
    SendScintilla(SCI_REPLACETARGET, static_cast<uintptr_t>(text.size()), text.constData());
    SendScintilla(SCI_GOTOPOS, static_cast<uintptr_t>(begin + static_cast<std::size_t>(text.size())));
    scrollLeft();
}

QPoint XmlEditor::pointAt(std::size_t offset) const {
    return {static_cast<int>(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, static_cast<long>(offset))),
            static_cast<int>(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, static_cast<long>(offset)))};
}

void XmlEditor::takeSelection(DocumentView from) {
    markElement();
    if (from == DocumentView::Xml || m_file.selection().empty()) return;
    const std::size_t place = m_file.selection().back();
    if (hasFocus() && from == DocumentView::Other) return;
    const long line = SendScintilla(SCI_LINEFROMPOSITION, static_cast<uintptr_t>(place));
    SendScintilla(SCI_ENSUREVISIBLE, static_cast<uintptr_t>(line));
    m_applying = true;
    SendScintilla(SCI_SETSEL, static_cast<uintptr_t>(place), static_cast<long>(place));
    SendScintilla(SCI_SCROLLCARET);
    scrollLeft();
    m_applying = false;
    m_idle.stop();
}

void XmlEditor::tellSelection() {
    if (m_applying || !hasFocus()) return;
    const auto& document = m_file.document();
    auto id = document.nodeAt(caret());
    while (id != policy::xml::documentNode && !document.isElement(id)) id = document.node(id).parent;
    if (id == policy::xml::documentNode) return;
    const std::size_t place = document.node(id).range.begin;
    if (m_file.selection().size() == 1 && m_file.selection().front() == place) return;
    m_file.select({place}, DocumentView::Xml);
}

void XmlEditor::markElement() {
    markerDeleteAll(elementMarker);
    const auto& document = m_file.document();
    for (const std::size_t place : m_file.selection()) {
        auto id = document.nodeAt(place);
        while (id != policy::xml::documentNode && !document.isElement(id)) id = document.node(id).parent;
        if (id == policy::xml::documentNode || document.node(document.node(id).parent).parent == policy::xml::documentNode) continue;
        const auto range = document.range(document.node(id).startTag);
        for (std::uint32_t line = range.begin.line; line <= range.end.line; ++line) markerAdd(static_cast<int>(line) - 1, elementMarker);
    }
}

void XmlEditor::matchAtCaret() {
    const std::string_view text = m_file.document().text();
    const std::size_t at = caret();
    const auto isBracket = [&](std::size_t place) {
        return place < text.size() && std::string_view("()[]{}").find(text[place]) != std::string_view::npos;
    };
    long first = -1;
    long second = -1;
    if (at > 0 && isBracket(at - 1))
        first = static_cast<long>(at - 1);
    else if (isBracket(at))
        first = static_cast<long>(at);
    if (first >= 0) {
        second = SendScintilla(SCI_BRACEMATCH, static_cast<uintptr_t>(first), 0L);
        if (second < 0) {
            SendScintilla(SCI_BRACEBADLIGHT, static_cast<uintptr_t>(first));
            return;
        }
    } else {
        // The names of a start tag and its end tag belong together.
        const auto id = m_file.document().nodeAt(at);
        const auto& node = m_file.document().node(id);
        const bool inTag = m_file.document().isElement(id) && !node.endTag.empty() &&
                           ((at >= node.startTag.begin && at <= node.name.end) || (at >= node.endTag.begin && at <= node.endTag.end));
        if (inTag) {
            first = node.startTag.begin;
            second = node.endTag.begin;
        }
    }
    SendScintilla(SCI_BRACEHIGHLIGHT, first < 0 ? static_cast<uintptr_t>(-1) : static_cast<uintptr_t>(first), second);
}

void XmlEditor::refold() {
    const auto& document = m_file.document();
    const auto lines = static_cast<std::size_t>(SendScintilla(SCI_GETLINECOUNT));
    std::vector<int> opens(lines + 1, 0);
    std::vector<bool> heads(lines + 1, false);
    for (policy::xml::NodeId id = 1; id < document.tree().nodes.size(); ++id) {
        const auto& node = document.node(id);
        const bool folds = node.kind == policy::xml::NodeKind::Element || node.kind == policy::xml::NodeKind::Comment ||
                           node.kind == policy::xml::NodeKind::Expression;
        if (!folds) continue;
        const auto range = document.range(node.range);
        const std::size_t first = range.begin.line - 1;
        const std::size_t last = range.end.line - 1;
        if (last <= first || last >= lines) continue;
        heads[first] = true;
        ++opens[first + 1];
        --opens[last + 1 <= lines ? last + 1 : lines];
    }
    int depth = 0;
    for (std::size_t line = 0; line < lines; ++line) {
        depth += opens[line];
        const long level = (SC_FOLDLEVELBASE + depth) | (heads[line] ? SC_FOLDLEVELHEADERFLAG : 0);
        if (SendScintilla(SCI_GETFOLDLEVEL, static_cast<uintptr_t>(line)) != level)
            SendScintilla(SCI_SETFOLDLEVEL, static_cast<uintptr_t>(line), level);
    }
}

void XmlEditor::setProblems(const Diagnostics& problems) {
    m_problems = problems;
    const auto length = static_cast<unsigned long>(SendScintilla(SCI_GETLENGTH));
    for (const int indicator : {errorIndicator, warningIndicator}) {
        SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
        SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, static_cast<long>(length));
    }
    for (const auto& problem : problems.all()) {
        const std::size_t begin = std::min<std::size_t>(problem.range.begin.offset, length);
        const std::size_t end = std::clamp<std::size_t>(problem.range.end.offset, begin, length);
        SendScintilla(SCI_SETINDICATORCURRENT,
                      static_cast<unsigned long>(problem.severity == Severity::Error ? errorIndicator : warningIndicator));
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<uintptr_t>(begin), static_cast<long>(std::max<std::size_t>(1, end - begin)));
    }
    viewport()->update();
}

void XmlEditor::paintEvent(QPaintEvent* event) {
    QsciScintilla::paintEvent(event);
    // Messages behind the lines they are about.
    QPainter painter(viewport());
    const int height = static_cast<int>(SendScintilla(SCI_TEXTHEIGHT, 0UL));
    long lastLine = -1;
    for (const auto& problem : m_problems.all()) {
        if (problem.range.begin.line == 0) continue;
        const long line = static_cast<long>(problem.range.begin.line) - 1;
        if (line == lastLine || SendScintilla(SCI_GETLINEVISIBLE, static_cast<uintptr_t>(line)) == 0) continue;
        lastLine = line;
        const auto end = static_cast<std::size_t>(SendScintilla(SCI_GETLINEENDPOSITION, static_cast<uintptr_t>(line)));
        const QPoint at = pointAt(end);
        if (at.y() + height < 0 || at.y() > viewport()->height()) continue;
        const bool error = problem.severity == Severity::Error;
        const int x = std::max(at.x() + px(16), px(80));
        const QRect rect(x, at.y(), viewport()->width() - x - px(8), height);
        if (rect.width() < px(60)) continue;
        icons::paint(painter, QRect(rect.x(), rect.y(), px(12), rect.height()),
                     error ? QStringLiteral("error_circle") : QStringLiteral("warning"), px(12), error ? ColorRole::Err : ColorRole::Warn,
                     icons::Style::Filled);
        paint::text(painter, rect.adjusted(px(16), 0, 0, 0), QString::fromStdString(problem.message), TextRole::Hint,
                    error ? ColorRole::Err : ColorRole::Warn);
    }
}

bool XmlEditor::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint at = viewport()->mapFromGlobal(help->globalPos());
        const long offset = SendScintilla(SCI_POSITIONFROMPOINTCLOSE, static_cast<uintptr_t>(at.x()), static_cast<long>(at.y()));
        const QString words = offset < 0 ? QString() : hoverAt(static_cast<std::size_t>(offset));
        if (words.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), words, this);
        return true;
    }
    return QsciScintilla::event(event);
}

QString XmlEditor::hoverAt(std::size_t offset) const {
    QStringList words;
    for (const auto& problem : m_problems.all())
        if (offset >= problem.range.begin.offset && offset <= problem.range.end.offset)
            words << QStringLiteral("<p><b>%1</b> %2</p>")
                         .arg(QString::fromStdString(problem.code), QString::fromStdString(problem.message).toHtmlEscaped());
    if (const auto span = expressionSpan(m_file.document(), offset); !span.empty()) {
        const ExpressionText expression = expressionText(m_file.document().text(), span.begin, span.end);
        if (const QString about = hoverText(expression.text, expression.offsetOf(offset)); !about.isEmpty())
            return words.join(QString()) + about;
    }
    const QString documentation = documentationAt(m_file.document(), m_store.catalog(), offset);
    if (!documentation.isEmpty()) words << documentation;
    return words.join(QString());
}

void XmlEditor::keyPressEvent(QKeyEvent* event) {
    if (m_completion->takeKey(event)) return;
    if (event->key() == Qt::Key_Escape && m_signature->isVisible()) return m_signature->hide();
    if (event->key() == Qt::Key_Space && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) return showSignature();
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) return showCompletion();
    if (event->key() == Qt::Key_F2 && event->modifiers() == Qt::NoModifier) return emit renameWanted();
    if (event->key() == Qt::Key_F12 && event->modifiers() == Qt::NoModifier) return goToDefinition();
    if (event->key() == Qt::Key_Escape && parentWidget()) {
        // Esc leaves the editor: Tab writes a tab in it.
        parentWidget()->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    QsciScintilla::keyPressEvent(event);
    const QString typed = event->text();
    if (typed.isEmpty()) {
        if (m_completion->isVisible()) m_completion->refresh();
        if (m_signature->isVisible()) showSignature();
        return;
    }
    const QChar key = typed.at(0);
    if (key == QLatin1Char('<') || key == QLatin1Char(' ') || key == QLatin1Char('"') || key == QLatin1Char('.') || key == QLatin1Char('{'))
        m_completion->show(false);
    else if (m_completion->isVisible() || key.isLetter())
        m_completion->refresh();
    if (key == QLatin1Char('(') || key == QLatin1Char(',') || key == QLatin1Char(')') || m_signature->isVisible()) showSignature();
}

void XmlEditor::showCompletion() { m_completion->show(true); }

QString XmlEditor::expressionAtCaret() const {
    const auto span = expressionSpan(m_file.document(), caret());
    return span.empty() ? QString() : QString::fromStdString(expressionText(m_file.document().text(), span.begin, span.end).text);
}

void XmlEditor::showSignature() {
    const XmlContext context = contextAt(m_file.document(), caret());
    if (context.kind != XmlContext::Kind::Expression || m_completion->isVisible()) return m_signature->hide();
    const ExpressionText expression = expressionAt(m_file.document(), context, caret());
    const QRect at(viewport()->mapTo(this, pointAt(caret())), QSize(1, static_cast<int>(SendScintilla(SCI_TEXTHEIGHT, 0UL))));
    m_signature->show(signatureText(expression.text, expression.offsetOf(caret())), at);
}

void XmlEditor::focusOutEvent(QFocusEvent* event) {
    QsciScintilla::focusOutEvent(event);
    m_completion->hide();
    m_signature->hide();
}

void XmlEditor::mousePressEvent(QMouseEvent* event) {
    m_completion->hide();
    m_signature->hide();
    QsciScintilla::mousePressEvent(event);
    if (event->modifiers() == Qt::ControlModifier) goToDefinition();
}

void XmlEditor::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    const auto add = [&](const QString& text, const QKeySequence& keys, auto run) { menu.addAction(text, this, run)->setShortcut(keys); };
    add(tr("Cut"), QKeySequence::Cut, [this] { cut(); });
    add(tr("Copy"), QKeySequence::Copy, [this] { copy(); });
    add(tr("Paste"), QKeySequence::Paste, [this] { paste(); });
    menu.addSeparator();
    add(tr("Quick fixes"), QKeySequence(QStringLiteral("Ctrl+.")), [this] { emit fixesWanted(); });
    add(tr("Complete"), QKeySequence(QStringLiteral("Ctrl+Space")), [this] { showCompletion(); });
    add(tr("Go to definition"), QKeySequence(Qt::Key_F12), [this] { goToDefinition(); });
    add(tr("Rename everywhere"), QKeySequence(Qt::Key_F2), [this] { emit renameWanted(); });
    add(tr("Format the selection"), QKeySequence(QStringLiteral("Ctrl+Shift+F")), [this] { formatSelection(); });
    menu.exec(event->globalPos());
}

void XmlEditor::goToDefinition() {
    const auto workspace = m_store.workspace().current();
    const QString path = workspace ? definitionAt(m_file.document(), m_store.catalog(), *workspace,
                                                  scopeOf(m_file.path(), workspace.get()).apimWorkspace, caret())
                                   : QString();
    if (!path.isEmpty()) return emit openFile(path);
    // A variable is defined where the document sets it first.
    const NamedThing thing = namedAt(m_file.document(), m_store.catalog(), caret());
    if (thing.kind == NamedThing::Kind::Variable)
        for (const auto& place : placesOf(thing, m_file.document(), m_store.catalog())) {
            const auto node = m_file.document().nodeAt(place.begin);
            if (m_file.document().isElement(node) && expressionSpan(m_file.document(), place.begin).empty()) return goTo(place.begin);
        }
    emit refused(tr("Nothing here names a fragment, backend, named value or variable that is defined in the workspace."));
}

void XmlEditor::formatSelection() {
    int from = 0;
    int to = 0;
    int ignored = 0;
    getSelection(&from, &ignored, &to, &ignored);
    if (from < 0) {
        getCursorPosition(&from, &ignored);
        to = from;
    }
    if (m_file.document().hasErrors()) return emit refused(tr("The document is not well-formed; correct the XML first."));
    m_file.apply(formattedLines(m_file.document(), from, to), tr("Format the selection"), DocumentView::Other);
}

}  // namespace mgc::ui
