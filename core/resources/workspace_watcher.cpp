#include "resources/workspace_watcher.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "resources/files.h"

namespace mgc::resources {
namespace {

constexpr std::uint32_t interesting = IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF |
                                      IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;
constexpr int maximumDepth = 16;
constexpr int goneRetryMilliseconds = 100;

bool ignoredFolder(std::string_view name) { return name == ".git" || name == ".svn" || name == ".hg" || name == "node_modules"; }

/// Swap, backup and part files of editors and of our own atomic writes; the rename that ends such a save is seen.
bool ignoredFile(std::string_view name) {
    return name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".swx") || name.ends_with(".part") || name.starts_with(".#") ||
           name.find(".tmp") != std::string_view::npos || name == "4913";
}

}  // namespace

WorkspaceWatcher::WorkspaceWatcher(std::string folder, Callback changed, Options options)
    : m_folder(std::move(folder)), m_changed(std::move(changed)), m_options(options) {}

Result<std::unique_ptr<WorkspaceWatcher>> WorkspaceWatcher::start(std::string folder, Callback changed, Options options) {
    std::unique_ptr<WorkspaceWatcher> watcher(new WorkspaceWatcher(std::move(folder), std::move(changed), options));
    watcher->m_inotify = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watcher->m_stop = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (watcher->m_inotify >= 0 && watcher->m_stop >= 0) watcher->watchEverything();
    if (watcher->m_watches.empty())
        return fail("MGC2001", "the folder cannot be watched: " + std::string(std::strerror(errno)),
                    {watcher->m_folder, {1, 1, 0}, {1, 1, 0}});
    watcher->m_thread = std::thread([raw = watcher.get()] { raw->run(); });
    return watcher;
}

WorkspaceWatcher::~WorkspaceWatcher() {
    if (m_thread.joinable()) {
        const std::uint64_t one = 1;
        (void)!::write(m_stop, &one, sizeof one);
        m_thread.join();
    }
    if (m_inotify >= 0) ::close(m_inotify);
    if (m_stop >= 0) ::close(m_stop);
}

void WorkspaceWatcher::watch(const std::string& folder, int depth) {
    if (m_watches.size() >= m_options.maximumFolders || depth > maximumDepth) return;
    const int descriptor = ::inotify_add_watch(m_inotify, folder.c_str(), interesting | (depth > 0 ? IN_DONT_FOLLOW : 0U));
    if (descriptor < 0) return;
    m_watches[descriptor] = folder;
    std::error_code code;
    for (std::filesystem::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
        std::error_code ignored;
        if (!entry->is_directory(ignored) || entry->is_symlink(ignored)) continue;
        if (const std::string name = entry->path().filename().string(); !ignoredFolder(name)) watch(joinedPath(folder, name), depth + 1);
    }
}

void WorkspaceWatcher::watchEverything() {
    for (const auto& [descriptor, folder] : m_watches) ::inotify_rm_watch(m_inotify, descriptor);
    m_watches.clear();
    watch(m_folder, 0);
    m_rootGone = m_watches.empty();
}

bool WorkspaceWatcher::readEvents() {
    bool matters = false;
    alignas(inotify_event) std::array<char, 16384> buffer{};
    while (true) {
        const ssize_t length = ::read(m_inotify, buffer.data(), buffer.size());
        if (length <= 0) return matters;
        for (std::size_t at = 0; at < static_cast<std::size_t>(length);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const std::string name = event.len > 0 ? std::string(buffer.data() + at + sizeof event) : std::string();
            at += sizeof event + event.len;
            if ((event.mask & IN_Q_OVERFLOW) != 0) {
                watchEverything();
                matters = true;
                continue;
            }
            const auto watched = m_watches.find(event.wd);
            if (watched == m_watches.end()) continue;
            const std::string folder = watched->second;
            if ((event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0) {
                if ((event.mask & IN_MOVE_SELF) != 0) ::inotify_rm_watch(m_inotify, event.wd);
                m_watches.erase(watched);
                m_rootGone = m_rootGone || folder == m_folder;
                matters = true;
                continue;
            }
            const bool isDirectory = (event.mask & IN_ISDIR) != 0;
            if (isDirectory ? ignoredFolder(name) : ignoredFile(name)) continue;
            if (isDirectory && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) watch(joinedPath(folder, name), 1);
            matters = true;
        }
    }
}

int WorkspaceWatcher::waitMilliseconds(TimePoint now) const {
    if (m_first) {
        const TimePoint due = std::min(*m_first + m_options.longest, *m_last + m_options.quiet);
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(due - now).count();
        return static_cast<int>(std::max<std::int64_t>(left, 0));
    }
    return m_rootGone ? goneRetryMilliseconds : -1;
}

void WorkspaceWatcher::run() {
    while (true) {
        std::array<pollfd, 2> files{{{m_inotify, POLLIN, 0}, {m_stop, POLLIN, 0}}};
        const int ready = ::poll(files.data(), files.size(), waitMilliseconds(std::chrono::steady_clock::now()));
        if (ready < 0 && errno != EINTR) return;
        if (files[1].revents != 0) return;
        bool changed = files[0].revents != 0 && readEvents();
        if (m_rootGone) {
            watchEverything();
            changed = changed || !m_rootGone;
        }
        const auto now = std::chrono::steady_clock::now();
        if (changed) {
            if (!m_first) m_first = now;
            m_last = now;
        }
        if (!m_first || waitMilliseconds(now) > 0) continue;
        m_first.reset();
        m_last.reset();
        m_changed();
    }
}

}  // namespace mgc::resources
