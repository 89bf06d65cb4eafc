#include "ui/documents/policy_file.h"

#include <algorithm>

#include "resources/files.h"

namespace mgc::ui {

using policy::xml::Document;
using policy::xml::Patch;

Result<std::unique_ptr<PolicyFile>> PolicyFile::open(const QString& path) {
    MGC_TRY_ASSIGN(std::string text, resources::readFile(path.toStdString(), policy::xml::largestDocument));
    return std::make_unique<PolicyFile>(path, std::move(text));
}

PolicyFile::PolicyFile(QString path, std::string text, QObject* parent)
    : QObject(parent), m_path(std::move(path)), m_document(Document::parse(text, m_path.toStdString())), m_diskText(std::move(text)) {
    m_history.setUndoLimit(2000);
    m_clock.start();
    connect(&m_history, &QUndoStack::cleanChanged, this, &PolicyFile::dirtyChanged);
}

void PolicyFile::take(Document document, const std::vector<Patch>& patches, DocumentView from) {
    m_document = std::move(document);
    ++m_revision;
    emit patched(patches, from);
}

bool PolicyFile::apply(const policy::edit::Change& change, const QString& text, DocumentView from, bool typing) {
    if (!change.patches.empty()) {
        // The command remembers the selection of before.
        auto command = std::make_unique<EditCommand>(*this, change.patches, text, typing, m_clock.elapsed());
        take(change.document, change.patches, from);
        m_history.push(command.release());
    }
    if (!change.places.empty()) select(change.places, change.patches.empty() ? from : DocumentView::Other);
    return !change.patches.empty();
}

bool PolicyFile::type(Patch patch, const QString& text) {
    auto edit = policy::xml::applyPatch(m_document, std::move(patch));
    if (!edit) return false;
    for (auto& place : m_selection) place = policy::edit::shifted(place, edit->patch);
    auto command = std::make_unique<EditCommand>(*this, std::vector<Patch>{edit->patch}, text, true, m_clock.elapsed());
    take(std::move(edit->document), {edit->patch}, DocumentView::Xml);
    m_history.push(command.release());
    return true;
}

void PolicyFile::replaceText(const std::string& text, const QString& what) {
    const std::string_view old = m_document.text();
    std::size_t begin = 0;
    while (begin < old.size() && begin < text.size() && old[begin] == text[begin]) ++begin;
    // Patches start and end between characters.
    while (begin > 0 && begin < old.size() && (static_cast<unsigned char>(old[begin]) & 0xC0U) == 0x80U) --begin;
    std::size_t end = 0;
    while (end < old.size() - begin && end < text.size() - begin && old[old.size() - 1 - end] == text[text.size() - 1 - end]) ++end;
    while (end > 0 && (static_cast<unsigned char>(old[old.size() - end]) & 0xC0U) == 0x80U) --end;
    const Patch patch{begin, std::string(old.substr(begin, old.size() - begin - end)), text.substr(begin, text.size() - begin - end)};
    auto edit = policy::xml::applyPatch(m_document, patch);
    if (edit) apply(policy::edit::changeOf(std::move(*edit), {}), what, DocumentView::Other);
}

void PolicyFile::replay(const std::vector<Patch>& patches, const std::vector<std::size_t>& selection) {
    auto document = policy::edit::applied(m_document, patches);
    if (!document) return;
    std::vector<std::size_t> places = selection.empty() ? m_selection : selection;
    if (selection.empty())
        for (auto& place : places)
            for (const Patch& patch : patches) place = policy::edit::shifted(place, patch);
    take(std::move(*document), patches, DocumentView::Other);
    select(std::move(places), DocumentView::Other);
}

void PolicyFile::select(std::vector<std::size_t> places, DocumentView from) {
    std::sort(places.begin(), places.end());
    m_selection = std::move(places);
    emit selectionChanged(from);
}

Result<void> PolicyFile::save() {
    std::string text(m_document.text());
    MGC_TRY(resources::writeFile(m_path.toStdString(), text));
    m_diskText = std::move(text);
    const bool recovered = std::exchange(m_recovered, false);
    const bool news = std::exchange(m_disk, Disk::Same) != Disk::Same;
    m_history.setClean();
    if (recovered) emit dirtyChanged();
    if (news) emit diskChanged();
    emit saved();
    return {};
}

void PolicyFile::lookAtDisk() {
    auto text = resources::readFile(m_path.toStdString(), policy::xml::largestDocument);
    const Disk now = !text ? Disk::Gone : *text == m_diskText ? Disk::Same : Disk::Changed;
    if (now == Disk::Changed && *text == m_document.text()) {
        m_diskText = std::move(*text);
        m_history.setClean();
    } else if (now == Disk::Changed && !isDirty()) {
        m_diskText = *text;
        replaceText(*text, tr("Change on disk"));
        m_history.setClean();
    } else if (now != m_disk) {
        m_disk = now;
        emit diskChanged();
    }
}

void PolicyFile::reload() {
    auto text = resources::readFile(m_path.toStdString(), policy::xml::largestDocument);
    if (!text) return;
    m_diskText = *text;
    m_disk = Disk::Same;
    m_recovered = false;
    replaceText(*text, tr("Reload from disk"));
    m_history.setClean();
    emit diskChanged();
}

void PolicyFile::keepMine() {
    if (auto text = resources::readFile(m_path.toStdString(), policy::xml::largestDocument)) m_diskText = std::move(*text);
    m_disk = Disk::Same;
    m_history.resetClean();
    emit diskChanged();
}

std::string PolicyFile::diskText() const {
    return resources::readFile(m_path.toStdString(), policy::xml::largestDocument).value_or(std::string());
}

void PolicyFile::recover(const std::string& text) {
    m_recovered = true;
    replaceText(text, tr("Recovered edits"));
    emit dirtyChanged();
}

}  // namespace mgc::ui
