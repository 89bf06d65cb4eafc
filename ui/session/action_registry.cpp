#include "ui/session/action_registry.h"

#include <QWidget>

#include "ui/settings/settings_store.h"
#include "ui/theme/icons.h"

namespace mgc::ui {

namespace {

QString keySetting(const QString& id) {
    // Dots separate members in the settings file, so a command's id becomes one member.
    QString name = id;
    name.replace(QLatin1Char('.'), QLatin1Char('/'));
    return QStringLiteral("keys.") + name;
}

QList<QKeySequence> fromText(const QString& text) {
    QList<QKeySequence> keys;
    if (!text.isEmpty())
        for (const QString& part : text.split(QStringLiteral(" | "))) keys << QKeySequence(part, QKeySequence::PortableText);
    return keys;
}

QString toText(const QList<QKeySequence>& keys) {
    QStringList parts;
    for (const QKeySequence& key : keys) parts << key.toString(QKeySequence::PortableText);
    return parts.join(QStringLiteral(" | "));
}

}  // namespace

ActionRegistry::ActionRegistry(QWidget* owner, SettingsStore* settings, QObject* parent)
    : QObject(parent), m_owner(owner), m_settings(settings) {}

QAction* ActionRegistry::add(const ActionSpec& spec) {
    Q_ASSERT_X(!m_index.contains(spec.id), "ActionRegistry::add", qPrintable(spec.id));
    auto* action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    if (!spec.icon.isEmpty()) action->setIcon(icons::get(spec.icon, ColorRole::Muted));
    QList<QKeySequence> keys = spec.keys;
    if (m_settings)
        if (const QVariant stored = m_settings->value(keySetting(spec.id)); stored.isValid()) keys = fromText(stored.toString());
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, [this, id = spec.id] {
        if (const Entry* entry = find(id); entry && entry->spec.run) entry->spec.run();
        emit triggered(id);
    });
    if (m_owner) m_owner->addAction(action);
    m_index.emplace(spec.id, m_entries.size());
    m_entries.push_back({spec, action, {}});
    return action;
}

ActionRegistry::Entry* ActionRegistry::find(const QString& id) {
    const auto at = m_index.find(id);
    return at == m_index.end() ? nullptr : &m_entries[at->second];
}

const ActionRegistry::Entry* ActionRegistry::find(const QString& id) const {
    const auto at = m_index.find(id);
    return at == m_index.end() ? nullptr : &m_entries[at->second];
}

QAction* ActionRegistry::action(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? entry->action : nullptr;
}

const ActionSpec* ActionRegistry::spec(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? &entry->spec : nullptr;
}

QStringList ActionRegistry::ids() const {
    QStringList all;
    for (const Entry& entry : m_entries) all << entry.spec.id;
    return all;
}

bool ActionRegistry::trigger(const QString& id) {
    QAction* found = action(id);
    if (!found || !found->isEnabled()) return false;
    found->trigger();
    return true;
}

void ActionRegistry::setBlocked(const QString& id, const QString& reason) {
    Entry* entry = find(id);
    if (!entry || entry->blocked == reason) return;
    entry->blocked = reason;
    entry->action->setEnabled(reason.isEmpty());
    entry->action->setText(reason.isEmpty() ? entry->spec.text : tr("%1 (%2)", "command (reason)").arg(entry->spec.text, reason));
    entry->action->setToolTip(reason.isEmpty() ? entry->spec.text : reason);
    emit changed();
}

QString ActionRegistry::blockedReason(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? entry->blocked : QString();
}

void ActionRegistry::setKeys(const QString& id, const QList<QKeySequence>& keys) {
    Entry* entry = find(id);
    if (!entry) return;
    entry->action->setShortcuts(keys);
    if (m_settings) m_settings->setValue(keySetting(id), toText(keys));
    emit changed();
}

void ActionRegistry::resetKeys(const QString& id) {
    Entry* entry = find(id);
    if (!entry) return;
    entry->action->setShortcuts(entry->spec.keys);
    if (m_settings) m_settings->reset(keySetting(id));
    emit changed();
}

QString ActionRegistry::keyText(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? entry->action->shortcut().toString(QKeySequence::NativeText) : QString();
}

QList<KeyConflict> ActionRegistry::conflicts() const {
    std::map<QString, KeyConflict> users;
    for (const Entry& entry : m_entries)
        for (const QKeySequence& key : entry.action->shortcuts()) {
            KeyConflict& conflict = users[key.toString(QKeySequence::PortableText)];
            conflict.keys = key;
            conflict.ids << entry.spec.id;
        }
    QList<KeyConflict> found;
    for (const auto& [text, conflict] : users)
        if (conflict.ids.size() > 1) found << conflict;
    return found;
}

QStringList ActionRegistry::usersOf(const QKeySequence& keys, const QString& id) const {
    QStringList found;
    for (const Entry& entry : m_entries)
        if (entry.spec.id != id && entry.action->shortcuts().contains(keys)) found << entry.spec.id;
    return found;
}

}  // namespace mgc::ui
