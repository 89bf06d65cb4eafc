#include "ui/pages/settings/settings_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/pages/page.h"
#include "ui/session/action_registry.h"
#include "ui/settings/settings_catalog.h"
#include "ui/settings/settings_store.h"
#include "ui/widgets/basic/buttons.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

bool isLoopback(const QString& host) {
    return host.isEmpty() || host.startsWith(QLatin1String("127.")) || host == QLatin1String("::1") || host == QLatin1String("localhost");
}

}  // namespace

SettingsPage::SettingsPage(PageContext& context, QWidget* parent) : QScrollArea(parent), m_context(context) {
    setObjectName(QStringLiteral("settingsPage"));
    setAccessibleName(tr("Settings"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* canvas = new Surface(ColorRole::Canvas, this);
    auto* outer = plainLayout<QHBoxLayout>(canvas);
    auto* column = plainLayout<QVBoxLayout>();
    setMargins(column, 24, 16, 24, 24);
    setSpacing(column, 12);
    outer->addLayout(column, 1);
    auto* head = plainLayout<QHBoxLayout>();
    setSpacing(head, 12);
    head->addWidget(new Label(tr("Settings"), TextRole::PageTitle, ColorRole::Text, canvas));
    auto* where = new Label(context.settings.path(), TextRole::CodeSmall, ColorRole::Muted, canvas);
    where->setElide(Qt::ElideMiddle);
    head->addWidget(where, 1);
    m_search = new QLineEdit(canvas);
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->addAction(icons::get(QStringLiteral("search"), ColorRole::Muted), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    setFixedWidthScaled(m_search, 280);
    head->addWidget(m_search);
    column->addLayout(head);
    Card* card = nullptr;
    QString group;
    for (const SettingDescriptor& setting : settings::catalog()) {
        if (setting.group != group) {
            group = setting.group;
            card = new Card(group, canvas);
            m_cards.push_back(card);
            column->addWidget(card);
        }
        QWidget* made = row(setting, card);
        card->body()->addWidget(made);
        m_entries[setting.key].card = card;
    }
    addKeys(column);
    column->addStretch();
    setWidget(canvas);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::filter);
}

QWidget* SettingsPage::row(const SettingDescriptor& setting, QWidget* parent) {
    auto* made = new QWidget(parent);
    auto* column = plainLayout<QVBoxLayout>(made);
    column->addWidget(new HairLine(Qt::Horizontal, made));
    auto* layout = plainLayout<QHBoxLayout>();
    setMargins(layout, 16, 10, 12, 10);
    setSpacing(layout, 12);
    auto* texts = plainLayout<QVBoxLayout>();
    setSpacing(texts, 2);
    texts->addWidget(new Label(setting.title, TextRole::BodyMedium, ColorRole::Text, made));
    auto* hint =
        new Label(setting.hint + (setting.needsRestart ? QLatin1Char(' ') + tr("Takes effect when the gateway starts.") : QString()),
                  TextRole::Hint, ColorRole::Muted, made);
    hint->setWordWrap(true);
    texts->addWidget(hint);
    layout->addLayout(texts, 1);
    QWidget* editor = editorFor(setting, made);
    editor->setAccessibleName(tr("Setting: %1").arg(setting.title));
    editor->setAccessibleDescription(setting.hint);
    layout->addWidget(editor, 0, Qt::AlignVCenter);
    auto* reset = new IconButton(QStringLiteral("arrow_reset"), tr("Reset %1 to its default").arg(setting.title), made);
    connect(reset, &QToolButton::clicked, this, [this, key = setting.key] { m_context.settings.reset(key); });
    reset->setEnabled(m_context.settings.isSet(setting.key));
    connect(&m_context.settings, &SettingsStore::changed, reset, [this, reset, key = setting.key](const QString& changed) {
        if (changed == key) reset->setEnabled(m_context.settings.isSet(key));
    });
    layout->addWidget(reset, 0, Qt::AlignVCenter);
    column->addLayout(layout);
    m_entries.insert(setting.key,
                     {made, editor, nullptr,
                      setting.title + QLatin1Char(' ') + setting.hint + QLatin1Char(' ') + setting.group + QLatin1Char(' ') + setting.key});
    return made;
}

QWidget* SettingsPage::editorFor(const SettingDescriptor& setting, QWidget* parent) {
    SettingsStore& store = m_context.settings;
    const QString key = setting.key;
    const auto current = [&store, key, fallback = setting.fallback] {
        const QVariant value = store.value(key);
        return value.isValid() ? value : fallback;
    };
    const auto follow = [&](QWidget* editor, auto show) {
        show();
        connect(&store, &SettingsStore::changed, editor, [editor, key, show](const QString& changed) {
            if (changed != key) return;
            const QSignalBlocker quiet(editor);
            show();
        });
    };
    switch (setting.kind) {
        case SettingDescriptor::Kind::Choice: {
            auto* combo = new QComboBox(parent);
            for (const auto& choice : setting.choices) combo->addItem(choice.label, choice.value);
            setMinimumWidthScaled(combo, 200);
            follow(combo, [combo, current] { combo->setCurrentIndex(std::max(0, combo->findData(current()))); });
            connect(combo, &QComboBox::currentIndexChanged, this,
                    [&store, combo, key](int index) { store.setValue(key, combo->itemData(index)); });
            return combo;
        }
        case SettingDescriptor::Kind::Number: {
            auto* box = new QSpinBox(parent);
            box->setRange(setting.minimum, setting.maximum);
            box->setSingleStep(setting.step);
            box->setKeyboardTracking(false);
            if (!setting.unit.isEmpty()) box->setSuffix(QLatin1Char(' ') + setting.unit);
            setMinimumWidthScaled(box, 120);
            follow(box, [box, current] { box->setValue(current().toInt()); });
            connect(box, &QSpinBox::valueChanged, this, [&store, key](int value) { store.setValue(key, value); });
            return box;
        }
        case SettingDescriptor::Kind::Switch: {
            auto* box = new QCheckBox(tr("On"), parent);
            follow(box, [box, current] { box->setChecked(current().toBool()); });
            connect(box, &QCheckBox::toggled, this, [&store, key](bool on) { store.setValue(key, on); });
            return box;
        }
        case SettingDescriptor::Kind::Text:
            break;
    }
    auto* line = new QLineEdit(parent);
    setMinimumWidthScaled(line, 200);
    const auto judge = [line, key] {
        // Binding wider than loopback is allowed and said aloud.
        const bool wide = key == QLatin1String(settings::gatewayHost.key) && !isLoopback(line->text());
        line->setProperty("edge", wide ? QVariant(QStringLiteral("error")) : QVariant());
        line->setToolTip(wide ? SettingsPage::tr("Other machines will reach this gateway and use its keys.") : QString());
        line->update();
    };
    follow(line, [line, current, judge] {
        line->setText(current().toString());
        judge();
    });
    connect(line, &QLineEdit::textEdited, this, judge);
    connect(line, &QLineEdit::editingFinished, this, [&store, line, key] { store.setValue(key, line->text().trimmed()); });
    return line;
}

void SettingsPage::addKeys(QVBoxLayout* column) {
    auto* card = new Card(tr("Keys"), widget() ? widget() : this);
    m_cards.push_back(card);
    m_conflicts = new Label({}, TextRole::Body, ColorRole::Err, card);
    card->header()->addWidget(m_conflicts);
    card->header()->addStretch();
    for (const QString& id : m_context.actions.ids()) {
        const ActionSpec* spec = m_context.actions.spec(id);
        auto* made = new QWidget(card);
        auto* outer = plainLayout<QVBoxLayout>(made);
        outer->addWidget(new HairLine(Qt::Horizontal, made));
        auto* layout = plainLayout<QHBoxLayout>();
        setMargins(layout, 16, 4, 12, 4);
        setSpacing(layout, 12);
        QString text = spec->text;
        text.remove(QLatin1Char('&'));
        layout->addWidget(new Label(text, TextRole::Body, ColorRole::Text, made));
        layout->addWidget(new Label(spec->group, TextRole::Hint, ColorRole::Muted, made), 1);
        auto* edit = new QKeySequenceEdit(m_context.actions.action(id)->shortcut(), made);
        edit->setAccessibleName(tr("Keys of %1").arg(text));
        setFixedWidthScaled(edit, 200);
        if (auto* line = edit->findChild<QLineEdit*>()) {
            line->setAccessibleName(tr("Keys of %1").arg(text));
            line->setPlaceholderText(tr("none"));
        }
        connect(edit, &QKeySequenceEdit::editingFinished, this, [this, edit, id] {
            const QKeySequence keys = edit->keySequence();
            m_context.actions.setKeys(id, keys.isEmpty() ? QList<QKeySequence>{} : QList<QKeySequence>{keys});
            const bool taken = !keys.isEmpty() && !m_context.actions.usersOf(keys, id).isEmpty();
            if (auto* line = edit->findChild<QLineEdit*>()) {
                line->setProperty("edge", taken ? QVariant(QStringLiteral("error")) : QVariant());
                line->update();
            }
        });
        layout->addWidget(edit);
        auto* reset = new IconButton(QStringLiteral("arrow_reset"), tr("Reset the keys of %1").arg(text), made);
        connect(reset, &QToolButton::clicked, this, [this, edit, id] {
            m_context.actions.resetKeys(id);
            edit->setKeySequence(m_context.actions.action(id)->shortcut());
        });
        layout->addWidget(reset);
        outer->addLayout(layout);
        card->body()->addWidget(made);
        m_entries.insert(QStringLiteral("keys.") + id,
                         {made, edit, card, text + QLatin1Char(' ') + spec->group + QStringLiteral(" keys shortcut ") + id});
    }
    column->addWidget(card);
    connect(&m_context.actions, &ActionRegistry::changed, this, &SettingsPage::showConflicts);
    showConflicts();
}

void SettingsPage::showConflicts() {
    const auto conflicts = m_context.actions.conflicts();
    if (conflicts.isEmpty()) {
        m_conflicts->setColor(ColorRole::Muted);
        m_conflicts->setText(tr("no conflicts"));
        return;
    }
    QStringList words;
    for (const KeyConflict& conflict : conflicts) {
        QStringList names;
        for (const QString& id : conflict.ids) names << m_context.actions.spec(id)->text;
        words << tr("%1: %2").arg(conflict.keys.toString(QKeySequence::NativeText), names.join(tr(" and ")));
    }
    m_conflicts->setColor(ColorRole::Err);
    m_conflicts->setText(tr("Used twice: %1").arg(words.join(QStringLiteral("; "))));
}

void SettingsPage::filter(const QString& text) {
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QHash<QWidget*, int> shown;
    for (const Entry& entry : m_entries) {
        bool fits = true;
        for (const QString& word : words) fits = fits && entry.words.contains(word, Qt::CaseInsensitive);
        entry.row->setVisible(fits);
        if (fits) ++shown[entry.card];
    }
    for (Card* card : m_cards) card->setVisible(shown.value(card) > 0);
}

void SettingsPage::reveal(const QString& key) {
    const auto found = m_entries.find(key);
    if (found == m_entries.end()) return;
    m_search->clear();
    ensureWidgetVisible(found->row, 0, px(80));
    found->editor->setFocus(Qt::OtherFocusReason);
}

namespace {
QWidget* createSettings(PageContext& context, QWidget* parent) { return new SettingsPage(context, parent); }
}  // namespace

const PageDescriptor& settings_page_descriptor();
const PageDescriptor& settings_page_descriptor() {
    static const PageDescriptor descriptor{
        "settings", QT_TRANSLATE_NOOP("Pages", "Settings"), "settings", 0, "Ctrl+,", DockPreset::None, &createSettings};
    return descriptor;
}

}  // namespace mgc::ui
