#include "ui/pages/policies/effective_view.h"

#include <Qsci/qsciscintilla.h>
#include <Qsci/qscistyle.h>

#include <QDir>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "ui/pages/policies/xml/policy_lexer.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

ColorRole roleOf(const QString& scope) {
    if (scope == QLatin1String("global")) return ColorRole::Chart4;
    if (scope == QLatin1String("product") || scope == QLatin1String("workspace")) return ColorRole::Chart2;
    return scope == QLatin1String("api") ? ColorRole::Chart3 : ColorRole::Chart1;
}

QString shown(const QString& scope) { return scope == QLatin1String("api") ? QStringLiteral("API") : scope; }

}  // namespace

EffectiveView::EffectiveView(PolicyFile& file, DocumentStore& store, QWidget* parent)
    : QWidget(parent), m_file(file), m_store(store), m_text(new QsciScintilla(this)), m_lexer(new PolicyLexer(m_text)) {
    setObjectName(QStringLiteral("effectiveView"));
    auto* column = plainLayout<QVBoxLayout>(this);
    auto* head = new Surface(ColorRole::Bg, this);
    head->setEdges(Qt::BottomEdge);
    m_legend = plainLayout<QHBoxLayout>(head);
    setMargins(m_legend, 16, 6, 16, 6);
    setSpacing(m_legend, 12);
    column->addWidget(head);
    m_text->setObjectName(QStringLiteral("effectiveText"));
    m_text->setAccessibleName(tr("Effective policy"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setUtf8(true);
    m_text->setLexer(m_lexer);
    m_text->setMarginType(0, QsciScintilla::TextMarginRightJustified);
    m_text->setMarginWidth(1, 0);
    m_text->setCaretLineVisible(true);
    m_text->SendScintilla(QsciScintilla::SCI_SETUNDOCOLLECTION, 0UL);
    m_text->SendScintilla(QsciScintilla::SCI_SETEXTRAASCENT, 2UL);
    m_text->SendScintilla(QsciScintilla::SCI_SETEXTRADESCENT, 2UL);
    m_text->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTHTRACKING, 1UL);
    m_text->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 200UL);
    m_text->installEventFilter(this);
    m_text->viewport()->installEventFilter(this);
    column->addWidget(m_text, 1);
    connect(&store.workspace(), &WorkspaceSnapshot::changed, this, [this] {
        if (isVisible()) refresh();
    });
    applyTheme();
}

void EffectiveView::applyTheme() {
    m_lexer->applyTheme();
    m_text->setPaper(themeColor(ColorRole::Bg));
    m_text->setCaretForegroundColor(themeColor(ColorRole::Text));
    m_text->setCaretLineBackgroundColor(themeColor(ColorRole::Sunken));
    m_text->setSelectionBackgroundColor(themeColor(ColorRole::Sel));
    m_text->resetSelectionForegroundColor();
    m_text->setMarginsBackgroundColor(themeColor(ColorRole::Bg));
    m_text->setMarginWidth(0,
                           QFontMetrics(Theme::instance().font(TextRole::CodeSmall)).horizontalAdvance(QStringLiteral(" operation:0000 ")));
}

void EffectiveView::refresh() {
    m_shown = effectiveText(m_file, m_store);
    m_lexer->setDocument(policy::xml::Document::parse(m_shown.text));
    const int line = std::max(
        0, static_cast<int>(m_text->SendScintilla(QsciScintilla::SCI_LINEFROMPOSITION,
                                                  static_cast<uintptr_t>(m_text->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS)))));
    m_text->setReadOnly(false);
    m_text->setText(QString::fromStdString(m_shown.text));
    m_text->setReadOnly(true);
    m_text->setCursorPosition(line, 0);
    m_text->clearMarginText();
    for (std::size_t i = 0; i < m_shown.lines.size(); ++i) {
        const auto& from = m_shown.lines[i];
        if (from.level < 0) continue;
        const QString scope = m_shown.levels[static_cast<std::size_t>(from.level)].scope;
        const QsciStyle style(-1, scope, themeColor(roleOf(scope)), themeColor(ColorRole::Bg),
                              inPoints(Theme::instance().font(TextRole::CodeSmall)));
        m_text->setMarginText(static_cast<int>(i), QStringLiteral("%1:%2 ").arg(shown(scope)).arg(from.line), style);
    }
    while (QLayoutItem* item = m_legend->takeAt(0)) {
        if (QWidget* widget = item->widget()) widget->deleteLater();
        delete item;
    }
    m_legend->addWidget(new Label(tr("Joined from"), TextRole::Hint, ColorRole::Muted, this));
    const QDir root(m_store.workspace().folder());
    for (auto level = m_shown.levels.rbegin(); level != m_shown.levels.rend(); ++level) {
        auto* word = new Label(shown(level->scope), TextRole::DockTitle, roleOf(level->scope), this);
        m_legend->addWidget(word);
        auto* link = new LinkButton(root.relativeFilePath(level->file), this);
        link->setAccessibleName(tr("Open the policy of scope %1").arg(level->scope));
        connect(link, &QPushButton::clicked, this, [this, file = level->file] { emit openFileAt(file, 1); });
        m_legend->addWidget(link);
    }
    m_legend->addStretch();
}

void EffectiveView::goToSource() {
    int line = 0;
    int column = 0;
    m_text->getCursorPosition(&line, &column);
    if (line < 0 || line >= static_cast<int>(m_shown.lines.size())) return;
    const auto& from = m_shown.lines[static_cast<std::size_t>(line)];
    if (from.level >= 0) emit openFileAt(m_shown.levels[static_cast<std::size_t>(from.level)].file, from.line);
}

bool EffectiveView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            goToSource();
            return true;
        }
        if (key == Qt::Key_Tab || key == Qt::Key_Escape) {
            focusNextChild();
            return true;
        }
    }
    if (watched == m_text->viewport() && event->type() == QEvent::MouseButtonDblClick) {
        QMetaObject::invokeMethod(
            this, [this] { goToSource(); }, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

void EffectiveView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::StyleChange && event->type() != QEvent::PaletteChange) return;
    applyTheme();
    if (isVisible()) refresh();
}

}  // namespace mgc::ui
