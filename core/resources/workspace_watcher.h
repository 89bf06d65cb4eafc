#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "base/result.h"

namespace mgc::resources {

/// Calls back when something below a workspace folder has changed. A save is reported once it has been quiet for `quiet`, at the latest
/// `longest` after its first event, so a save is seen within 200 ms. Survives editors that write a new file and rename it, folders that
/// come and go, and the workspace folder itself being replaced. Version control and editors' scratch files are not watched.
class WorkspaceWatcher {
public:
    struct Options {
        std::chrono::milliseconds quiet{40};
        std::chrono::milliseconds longest{150};
        std::size_t maximumFolders = 4096;  ///< inotify watches; folders beyond are not watched
    };
    using Callback = std::function<void()>;

    /// `changed` runs on the watcher's own thread and must not destroy the watcher. Error MGC2001 where the system refuses.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceWatcher>> start(std::string folder, Callback changed, Options options);
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceWatcher>> start(std::string folder, Callback changed) {
        return start(std::move(folder), std::move(changed), Options{});
    }
    /// Stops and waits for a callback that runs.
    ~WorkspaceWatcher();
    WorkspaceWatcher(const WorkspaceWatcher&) = delete;
    WorkspaceWatcher& operator=(const WorkspaceWatcher&) = delete;

private:
    WorkspaceWatcher(std::string folder, Callback changed, Options options);
    using TimePoint = std::chrono::steady_clock::time_point;

    void run();
    /// Watches a folder and all below it.
    void watch(const std::string& folder, int depth);
    void watchEverything();
    /// True if an event matters.
    bool readEvents();
    [[nodiscard]] int waitMilliseconds(TimePoint now) const;

    std::string m_folder;
    Callback m_changed;
    Options m_options;
    int m_inotify = -1;
    int m_stop = -1;
    std::map<int, std::string> m_watches;  ///< watch descriptor -> folder
    bool m_rootGone = false;
    std::optional<TimePoint> m_first, m_last;
    std::thread m_thread;
};

}  // namespace mgc::resources
