#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace occam {

/// Something that the user should know although work goes on.
struct Warning {
  enum class Kind { kWarning, kHint };
  Kind kind = Kind::kWarning;
  std::string text;  ///< one line without "occam: warning: "
};

/// "occam: warning: the text", as the default handler prints it.
std::string to_text(const Warning& warning);

/// Hands a warning to the innermost WarningCatcher of this thread, or prints it to std::cerr.
void warn(std::string text);
/// The same for a hint.
void hint(std::string text);

/// While it lives, the warnings of the thread that made it go to `handler` instead of std::cerr:
/// how the command line, Python or a program takes them over. Catchers nest; the innermost one
/// gets the warning.
class WarningCatcher {
 public:
  using Handler = std::function<void(const Warning&)>;
  explicit WarningCatcher(Handler handler);
  ~WarningCatcher();
  WarningCatcher(const WarningCatcher&) = delete;
  WarningCatcher& operator=(const WarningCatcher&) = delete;

 private:
  friend void hand_over(Warning warning);
  Handler handler_;
  WarningCatcher* outer_;
};

}  // namespace occam
